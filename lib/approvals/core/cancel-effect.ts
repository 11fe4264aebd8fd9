import type { MemberId } from "@/lib/kernel/ids";
import { everyoneAsked } from "./effects";
import { isRequester, type RequestState } from "./request-state";

/** What cancelling does, in a sentence: everyone who was asked is told, those who had voted too (product.md, 8). */
export function cancelEffect(state: RequestState, viewer: MemberId): string {
  const approvers = new Set(everyoneAsked(state)).size;
  const isOthers = [state.openedBy, state.startedBy].some((one) => one !== null && one !== viewer);
  const who = isRequester(state, viewer) ? "who else asked" : "who asked";
  const told = [
    ...(approvers === 0 ? [] : [approvers === 1 ? "1 approver" : `${approvers} approvers`]),
    ...(isOthers ? [who] : []),
  ].join(" and ");
  return told === ""
    ? "Nobody has been asked yet."
    : `${told.charAt(0).toUpperCase()}${told.slice(1)} will be told.`;
}
