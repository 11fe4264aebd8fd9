import type { Command } from "@/lib/approvals/core/commands";
import { type Roster, whoCanDecide } from "@/lib/approvals/core/eligibility";
import type { RequestState } from "@/lib/approvals/core/request-state";
import { stateAt } from "@/lib/approvals/core/state-at";
import { tallyOf } from "@/lib/approvals/core/tally";
import type { Deed, Told } from "@/lib/approvals/core/testing/play";
import { type Actor, systemActor } from "@/lib/kernel/actor";
import type { UseId, VoteId } from "@/lib/kernel/ids";

/** What a request is at an instant, in the words in which the three are compared. */
export function toldOf(stored: RequestState, roster: Roster, now: Date, answer: string): Told {
  const state = stateAt(stored, now);
  const deciders = [...whoCanDecide(state, roster, now)].flatMap(([who, capacities]) =>
    capacities.map(({ principalId, requirement }) => `${who} for ${principalId}: ${requirement}`),
  );
  return {
    answer,
    state: state.state,
    use: state.use,
    openStep: state.openStep,
    overridden: state.overridden,
    votes: state.votes.map(
      (vote) =>
        `${vote.voterId} for ${vote.principalId}: ${vote.step} ${vote.requirement} ${vote.decision}${vote.replacedAt === null ? "" : " (replaced)"}`,
    ),
    tallies: state.rules.steps.flatMap((_, step) =>
      tallyOf(state, step).map(
        ({ requirement, approvals, rejections }) => `${step} ${requirement.name} ${approvals}+${rejections}`,
      ),
    ),
    uses: state.uses.map(({ outcome }) => outcome ?? "running"),
    deciders: deciders.sort(),
    asked: state.asked
      .map(
        ({ memberId, requirement, onBehalfOf }) =>
          `${memberId} for ${onBehalfOf ?? memberId}: ${requirement}`,
      )
      .sort(),
  };
}

/** What a voter says to have looked at. */
export function seenOf(
  state: Pick<RequestState, "rules" | "openStep" | "fingerprint">,
  seen: Extract<Deed, { type: "vote" }>["seen"],
) {
  if (seen === undefined) return undefined;
  const step = state.rules.steps[state.openStep ?? 0]?.name ?? "";
  return {
    step: seen === "another step" ? `not ${step}` : step,
    fingerprint: seen === "another content" ? "sha256:other" : state.fingerprint,
  };
}

/** A deed as the command that a doorway would make of it. */
export function commandOf(deed: Deed, state: RequestState, actor: Actor, id: string): Command {
  switch (deed.type) {
    case "vote": {
      const { type, who: memberId, decision, comment, requirement, onBehalfOf, seen } = deed;
      const voteId = `vot_${id}` as VoteId;
      const looked = seenOf(state, seen);
      return { type, actor, voteId, memberId, decision, comment, requirement, onBehalfOf, seen: looked };
    }
    case "start":
      return { type: "start", actor, memberId: deed.who };
    case "comment":
      return { type: "comment", actor, text: "Hm" };
    case "cancel":
      return { type: "cancel", actor, memberId: deed.who, reason: null };
    case "override":
      return { type: "override", actor, memberId: deed.who, decision: deed.decision, reason: deed.reason };
    case "use": {
      const current = { ...state.fingerprintInput, ...(deed.stale && { digest: "sha256:other" }) };
      return { type: "use", actor, memberId: deed.who, useId: `use_${id}` as UseId, current };
    }
    case "revoke":
      return { type: "revoke", actor, reason: deed.reason };
    case "finish":
      return { type: "finish", actor: systemActor, useId: theUse(state, deed.use) };
    case "fail":
      return { type: "fail", actor: systemActor, useId: theUse(state, deed.use), reason: "No disk" };
    case "expire":
    case "lapse":
      return { type: deed.type, actor: systemActor };
    case "supersede":
      return { type: "supersede", actor: systemActor, reason: "The base moved" };
  }
}

function theUse({ uses }: RequestState, index: number): UseId {
  return uses[index]?.id ?? ("use_none" as UseId);
}
