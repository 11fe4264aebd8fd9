import type { MemberId } from "@/lib/kernel/ids";
import { type Deciding, type Roster, whoCanDecide } from "./eligibility";

/** A request that nobody has opened yet. */
export type Hypothetical = Omit<Deciding, "votes" | "openStep">;

export interface RequirementPreview {
  name: string;
  requiredApprovals: number;
  people: MemberId[];
}

/** Who would be asked, requirement by requirement over all steps, by the same rules that later take the votes. */
export function whoWouldBeAsked(request: Hypothetical, roster: Roster, now: Date): RequirementPreview[] {
  return request.rules.steps.flatMap((step, openStep) => {
    const asking: Deciding = { ...request, votes: [], openStep };
    const able = [...whoCanDecide(asking, roster, now)];
    return step.requirements.map(({ name, requiredApprovals }) => ({
      name,
      requiredApprovals,
      people: able
        .filter(([, capacities]) => capacities.some(({ requirement }) => requirement === name))
        .map(([id]) => id),
    }));
  });
}

/**
 * What asking now would lead to: a sentence when it could not be approved, or by one person only; else null. `lost` is why
 * it could not (`whyLost`).
 */
export function warningOf(asked: {
  lost: string | null;
  requirements: readonly RequirementPreview[];
  nameOf: (id: MemberId) => string;
}): string | null {
  if (asked.lost !== null) return warningOfLost(asked.lost);
  const [only] = asked.requirements.find(({ people }) => people.length === 1)?.people ?? [];
  return only ? `Only ${asked.nameOf(only)} could approve this. If they are away, it will wait.` : null;
}

/** Said in the drawer before it is asked, and written on the record when it is. */
export function warningOfLost(lost: string): string {
  return `This cannot be approved with the people of now. ${lost} Ask an administrator to change who may, or it will wait.`;
}
