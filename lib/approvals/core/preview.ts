import type { MemberId } from "@/lib/kernel/ids";
import { type Deciding, type Roster, whoCanDecide } from "./eligibility";

/** A request that nobody has opened yet. */
export type Hypothetical = Omit<Deciding, "votes" | "state" | "openStep">;

export interface RequirementPreview {
  name: string;
  requiredApprovals: number;
  people: MemberId[];
}

/** Who would be asked, requirement by requirement over all steps, by the same rules that later take the votes. */
export function whoWouldBeAsked(request: Hypothetical, roster: Roster, now: Date): RequirementPreview[] {
  return request.rules.steps.flatMap((step, openStep) => {
    const asking: Deciding = { ...request, votes: [], state: "waiting", openStep };
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

/** What asking now would lead to: a sentence when nobody could approve, or only just enough people; else null. */
export function warningOf(
  asked: readonly RequirementPreview[],
  nameOf: (id: MemberId) => string,
): string | null {
  for (const { name, requiredApprovals, people } of asked) {
    if (people.length === 0)
      return `Nobody could approve this for ${name} at the moment. Ask an administrator to change who may, or the request will wait.`;
    if (people.length < requiredApprovals)
      return `${name} needs ${requiredApprovals} approvals, but only ${people.length} of those who may could give one. Ask an administrator to change who may.`;
  }
  const [only] = asked.find(({ people }) => people.length === 1)?.people ?? [];
  return only ? `Only ${nameOf(only)} could approve this. If they are away, it will wait.` : null;
}
