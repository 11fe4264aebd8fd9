import type { Command, Facts } from "@/lib/approvals/core/commands";
import { capacitiesInStep, type Roster } from "@/lib/approvals/core/eligibility";
import type { RequestState } from "@/lib/approvals/core/request-state";
import type { MemberId, UseId, VoteId } from "@/lib/kernel/ids";
import { member } from "./cast";
import { actorNamed, commands, fingerprintInput } from "./story";

/** A command, and what whoever gives it may. */
export interface Possible {
  command: Command;
  facts: Omit<Facts, "roster">;
}

const nobody = { create: false, execute: false, cancel: false, override: false, see: true };
const anybody = { create: true, execute: true, cancel: true, override: true, see: true };

function factsOf(may: Facts["may"], requesterLost = false): Omit<Facts, "roster"> {
  return {
    may,
    requesterLost,
    remindedAt: null,
    gate: "gated",
    openRequest: null,
    sourceHealthy: true,
    deploymentRunning: false,
  };
}

const asMember = factsOf(nobody);
const asAdministrator = factsOf(anybody);
export const asSystem = factsOf(anybody);

type Ballot = Pick<
  Extract<Command, { type: "vote" }>,
  "actor" | "memberId" | "decision" | "requirement" | "onBehalfOf"
>;

/**
 * Everything anybody could do in a world, whatever the request has become: every vote in every capacity that somebody
 * ever holds, every other command by the requester, by each member, by an administrator outside of it and by the product.
 */
export function possibleIn(start: RequestState, rosters: Roster[], instants: Date[]) {
  const ballots = ballotsIn(start, rosters, instants);
  const members = [...new Set(rosters.flatMap(({ members }) => [...members.keys()]))];
  const users = start.rules.allowApproverToPromote ? [] : members;
  const fixed: Possible[] = [
    ...bySystem.map((command) => ({ command, facts: asSystem })),
    ...[...new Set([start.openedBy, ...members])].flatMap(byMember),
    ...byAdministrator(),
  ];
  return (state: RequestState): Possible[] => {
    const voteId = `vot_${state.votes.length}` as VoteId;
    const useId = `use_${state.uses.length}` as UseId;
    const known = [...new Set([state.uses[0]?.id, state.uses.at(-1)?.id, useId])].flatMap((id) => id ?? []);
    const outcomes = known.flatMap((id) => [commands.finish(id), commands.fail(id)]);
    const uses = [...users, member("adm")].map((memberId): Possible => {
      const actor = actorNamed(memberId.slice("mem_".length));
      const command: Command = { type: "use", actor, memberId, useId, current: fingerprintInput };
      return { command, facts: asAdministrator };
    });
    return [
      ...ballots.map((ballot): Possible => {
        const command: Command = { type: "vote", voteId, comment: "Fine", ...ballot };
        return { command, facts: asMember };
      }),
      ...fixed,
      ...outcomes.map((command) => ({ command, facts: asSystem })),
      ...uses,
    ];
  };
}

const bySystem = [commands.expire(), commands.lapse(), commands.supersede(), commands.refuseExecution()];

function byMember(id: MemberId): Possible[] {
  const name = id.slice("mem_".length);
  const given = [
    commands.start(name),
    commands.cancel(name),
    commands.comment(name),
    commands.override(name),
  ];
  return given.map((command) => ({ command, facts: asMember }));
}

/** Somebody outside of it, with every permission; also while the requester has lost theirs. */
function byAdministrator(): Possible[] {
  const given = [
    commands.cancel("adm"),
    commands.override("adm"),
    commands.override("adm", "reject"),
    commands.override("adm", "approve", " "),
    commands.revoke("adm"),
    commands.revoke("adm", ""),
  ];
  return [
    ...given.map((command) => ({ command, facts: asAdministrator })),
    { command: commands.cancel("adm"), facts: factsOf(anybody, true) },
  ];
}

/** Votes in each capacity that anybody ever holds, and by each of these people without saying in which. */
function ballotsIn(start: RequestState, rosters: Roster[], instants: Date[]): Ballot[] {
  const found = new Map<string, Ballot>();
  const add = (memberId: MemberId, of: Pick<Ballot, "requirement" | "onBehalfOf">) => {
    for (const decision of ["approve", "reject"] as const) {
      const ballot = { actor: actorNamed(memberId.slice("mem_".length)), memberId, decision, ...of };
      found.set(JSON.stringify(ballot), ballot);
    }
  };
  for (const roster of rosters)
    for (const now of instants)
      for (const step of start.rules.steps.keys())
        for (const [memberId, capacities] of capacitiesInStep(start, step, roster, now)) {
          add(memberId, {});
          for (const { requirement, principalId } of capacities)
            add(memberId, { requirement, onBehalfOf: principalId });
        }
  return [...found.values()];
}
