import { firstShort, outlookOf } from "@/lib/approvals/core/can-pass";
import { fewestToComplete, missingOf, whyLost } from "@/lib/approvals/core/completion";
import type { MemberId } from "@/lib/kernel/ids";
import { at, rosterOf } from "./cast";
import type { Story } from "./story";

const nameOf = (id: MemberId) => id.replace("mem_", "");

/** Why a story's request cannot be approved any more, with the people of its cast; null when it can. */
export function lost({ state, cast }: Story): string | null {
  return whyLost(state, rosterOf(cast), at(0));
}

/** Names of the fewest people who complete a story's request; undefined when nobody can. */
export function fewest({ state, cast }: Story): string[] | undefined {
  return fewestToComplete(state, rosterOf(cast), at(0))?.people.map(nameOf);
}

/** What a story's request still needs: requirement, how many approvals, and the names of those who could give them. */
export function missing({ state, cast }: Story): [string, number, string][] {
  return missingOf(state, rosterOf(cast), at(0)).map(({ requirement, approvals, from }) => [
    requirement,
    approvals,
    from.map(nameOf).join(),
  ]);
}

/** Which requirement cannot be met any more when everybody on the cast but `silent` approves what they may; null: none. */
export function short({ state, cast }: Story, silent: readonly string[] = []): string | null {
  const roster = rosterOf(cast);
  const actors = [...roster.members.keys()].filter((id) => !silent.includes(nameOf(id)));
  return firstShort(outlookOf(state, roster, at(0)), new Set(actors))?.requirement.name ?? null;
}
