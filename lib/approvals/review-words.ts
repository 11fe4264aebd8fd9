import type { MemberId } from "@/lib/kernel/ids";
import type { RequestState } from "./core/request-state";

type Tone = "running" | "waiting" | "failed" | "over";

const closedLabels = {
  approved: { tone: "running", label: "Approved" },
  rejected: { tone: "failed", label: "Rejected" },
  cancelled: { tone: "over", label: "Cancelled" },
  expired: { tone: "over", label: "Expired" },
  superseded: { tone: "over", label: "Superseded" },
} as const satisfies Record<string, { tone: Tone; label: string }>;

/** A request's state in a word and a colour; overridden ones say so (product.md, 9). */
export function statusOf(state: RequestState): { tone: Tone; label: string } {
  if (state.state === "new") return { tone: "waiting", label: "Not started" };
  if (state.state === "waiting") return { tone: "waiting", label: "Waiting" };
  const { tone, label } = closedLabels[state.state];
  return { tone, label: state.overridden ? `${label} by override` : label };
}

export function stateLabel(state: RequestState) {
  return {
    ...statusOf(state),
    decideBy: state.closedAt === null ? state.expiresAt : null,
    closedAt: state.closedAt,
  };
}

/** How it ended, where the votes do not say it: cancelled, expired, superseded, overridden, revoked, lapsed, used. */
export function closingOf(state: RequestState): string | null {
  const by = state.closedBy?.name ?? "Countersign";
  const because = state.closeReason ? `: ${state.closeReason}` : ".";
  // What was taken back later has a reason of its own, which stands in the place of the override's.
  const takenBack = state.use === "revoked" || state.use === "superseded";
  if (state.overridden)
    return takenBack
      ? `${by} overrode the approvers. ${usageSentence(state, because)}`
      : `${by} overrode the approvers${because}`;
  switch (state.state) {
    case "cancelled":
      return `Cancelled by ${by}${because}`;
    case "expired":
      return "Nobody decided in time.";
    case "superseded":
      return `Superseded${because}`;
    case "approved":
      return usageSentence(state, because);
    default:
      return null;
  }
}

/** How it ended, for somebody else than `viewer` who ended it, while they are looking at it. Null while it is open. */
export function endedMeanwhile(state: RequestState, viewer: MemberId): string | null {
  const by = state.closedBy;
  if (state.closedAt === null || (by?.kind === "member" && by.memberId === viewer)) return null;
  const who = by?.name ?? "Countersign";
  const how = state.overridden ? " over the heads of the approvers" : "";
  switch (state.state) {
    case "approved":
    case "rejected":
    case "cancelled":
      return `${who} ${state.state} this${how} while you were looking.`;
    case "expired":
      return "The time to decide this ran out while you were looking.";
    default:
      return `This was superseded while you were looking: ${state.closeReason ?? "something newer took its place."}`;
  }
}

function usageSentence({ use, workflow }: RequestState, because: string): string | null {
  const sentences: Partial<Record<typeof use, string>> = {
    ready: "Approved and not used yet.",
    running:
      workflow === "environment-promotion" ? "The promotion is running." : "The approval is being used.",
    used: "This approval was used.",
    lapsed: "This approval was not used in time.",
    revoked: `This approval was revoked${because}`,
    superseded: `This approval was superseded${because}`,
  };
  return sentences[use] ?? null;
}

/** What taking an approval back ends, and who is told (engine.md, revoke). */
export function revokeEffect(state: RequestState, viewer: MemberId, requester: string): string {
  const what = state.workflow === "environment-promotion" ? "Nothing can be deployed" : "Nothing can be done";
  const others = [state.openedBy, state.startedBy].some((one) => one !== null && one !== viewer);
  const told = others ? `, and ${requester} is told, with your name and your reason` : "";
  return `${what} under request ${state.number} any more. The record says so for good${told}.`;
}

/** "Production, version 3", and who chose it where a requester could. */
export function rulesLine({ profile, rulesFrom }: RequestState): string {
  if (profile === null) return "Rules set by the requester";
  const line = `${profile.name}, version ${profile.version}`;
  return rulesFrom === "profile" ? `${line}, chosen by the requester` : line;
}

/** "used once, within 24 h": what an approval allows. */
export function approvalIs(state: RequestState): string {
  const { grantUses, hoursToUse, onApproval } = state.rules;
  const runs = onApproval === "execute" && state.workflow === "environment-promotion";
  const often = grantUses === "once" ? "used once" : "used as often as needed";
  const within = hoursToUse === null ? "" : `, within ${Number(hoursToUse.toFixed(2))} h`;
  return `${often}${within}${runs ? ", by itself" : ""}`;
}
