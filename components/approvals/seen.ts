import type { ActionFailure } from "@/components/ui/action-result";
import type { DecisionView } from "./review-views";

export type Seen = DecisionView["seen"];

/** What the server says is asked now, when it refused a vote for something else. */
export function seenIn(failure: ActionFailure | null): Seen | null {
  const { step, fingerprint } = failure?.code === "request_changed" ? (failure.facts ?? {}) : {};
  return typeof step === "string" && typeof fingerprint === "string" ? { step, fingerprint } : null;
}

export function isSame(one: Seen, other: Seen): boolean {
  return one.step === other.step && one.fingerprint === other.fingerprint;
}
