import { refusal } from "@/lib/kernel/refusal";
import type { CommandOf, Facts } from "./commands";
import { type Decision, notUsable } from "./decision";
import { fingerprintDifferences, fingerprintOf } from "./fingerprint";
import type { RequestState } from "./request-state";

/** Turns a ready approval into a running use, or refuses in the order of engine.md's list. `decide` has checked that whoever uses it may. */
export function decideUse(state: RequestState, command: CommandOf<"use">, facts: Facts, now: Date): Decision {
  const refuse = (...args: Parameters<typeof refusal>): Decision => ({
    events: [],
    refusal: refusal(...args),
  });
  if (state.use !== "ready") return { events: [], refusal: notUsable(state) };
  const differs = fingerprintDifferences(state.fingerprintInput, command.current);
  if (differs.length > 0)
    return refuse("approval_stale", { facts: { differs }, ...staleDetail(state, differs) });
  if (!state.rules.allowApproverToPromote && hasApproved(state, command.memberId))
    return refuse("approver_may_not_promote");
  if (!facts.sourceHealthy) return refuse("source_not_healthy");
  if (facts.deploymentRunning) return refuse("deployment_running");
  const { useId, memberId, actor } = command;
  return {
    events: [
      {
        type: "approval.used",
        data: { useId, memberId, fingerprint: fingerprintOf(command.current) },
        actor,
        at: now,
      },
    ],
  };
}

/** Of a promotion the code's own sentence says it. */
function staleDetail({ workflow }: RequestState, differs: string[]): { detail?: string } {
  if (workflow === "environment-promotion") return {};
  return {
    detail: `What is about to be done is not what was approved. Different: ${differs.join(", ")}. Ask for that, or do what was approved.`,
  };
}

/**
 * Does this approval still wait to be used by itself (`onApproval: "execute"`, of promotions only)? Not after anybody has
 * used it, whatever became of that: what runs by itself does so once.
 */
export function executesItself({ workflow, rules, use, uses }: RequestState): boolean {
  return (
    workflow === "environment-promotion" &&
    rules.onApproval === "execute" &&
    use === "ready" &&
    uses.length === 0
  );
}

/** Looks at voter and principal of every vote that counted for approval; who overrode counts as approver (rule 6). */
export function hasApproved(state: RequestState, memberId: RequestState["openedBy"]): boolean {
  const voted = state.votes.some(
    (vote) =>
      vote.replacedAt === null &&
      vote.decision === "approve" &&
      (vote.voterId === memberId || vote.principalId === memberId),
  );
  // Who approved it as a whole: with the last vote, or by overriding.
  return voted || (state.closedBy?.kind === "member" && state.closedBy.memberId === memberId);
}

/** The outcome of a use is written once, for the use that runs. */
export function decideUseOutcome(
  state: RequestState,
  command: CommandOf<"finish"> | CommandOf<"fail">,
  now: Date,
): Decision {
  const use = state.uses.find(({ id }) => id === command.useId);
  if (!use) return { events: [], refusal: refusal("not_found") };
  if (use.outcome !== null)
    return {
      events: [],
      refusal: refusal(use.outcome === "succeeded" ? "approval_used" : "approval_not_ready"),
    };
  const { useId, actor } = command;
  if (command.type === "finish")
    return { events: [{ type: "approval.finished", data: { useId }, actor, at: now }] };
  return { events: [{ type: "approval.failed", data: { useId, reason: command.reason }, actor, at: now }] };
}
