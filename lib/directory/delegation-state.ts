export const delegationStates = ["upcoming", "active", "ended", "cancelled"] as const;
export type DelegationState = (typeof delegationStates)[number];

/** What a delegation is at an instant: never stored, so that it cannot be out of date. It holds on [startsAt, endsAt). */
export function delegationState(
  { startsAt, endsAt, cancelledAt }: { startsAt: Date; endsAt: Date | null; cancelledAt: Date | null },
  now: Date,
): DelegationState {
  if (cancelledAt !== null && cancelledAt <= now) return "cancelled";
  if (now < startsAt) return "upcoming";
  return endsAt !== null && now >= endsAt ? "ended" : "active";
}
