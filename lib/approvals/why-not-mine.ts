import type { MemberId } from "@/lib/kernel/ids";
import { barOf, capacitiesInStep } from "./core/eligibility";
import { isRequester } from "./core/request-state";
import type { LoadedRequest } from "./loaded-request";

/** Why somebody who looks for the buttons does not find them; null when nobody would look. */
export function whyNotMine(
  { state, read, canDecide }: Pick<LoadedRequest, "state" | "read" | "canDecide">,
  viewer: MemberId,
  nameOf: (id: string) => string,
): string | null {
  if (state.closedAt !== null || canDecide.has(viewer)) return null;
  if (!state.rules.allowRequesterVote && isRequester(state, viewer))
    return "You asked for this, so somebody else decides.";
  if (!state.rules.allowBuilderVote && state.builders.includes(viewer))
    return "You built part of what would ship, so somebody else decides.";
  if (state.openStep === null) return "This was not started yet. Whoever asked for it starts it first.";
  const barred = (capacitiesInStep(state, state.openStep, read.roster, read.now).get(viewer) ?? []).map(
    (capacity) => ({ bar: barOf(state, viewer, capacity), of: capacity.principalId }),
  );
  if (barred.some(({ bar }) => bar === "already_decided_earlier_step"))
    return "You decided an earlier step, so somebody else decides this one.";
  // Whoever has voted themselves sees that below.
  const [represented] = barred.filter(({ bar, of }) => bar === "already_represented" && of !== viewer);
  return represented && barred.every(({ bar }) => bar === "already_represented")
    ? `${nameOf(represented.of)}, for whom you could decide, is counted already.`
    : null;
}
