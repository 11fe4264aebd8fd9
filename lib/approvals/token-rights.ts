import { type Caller, inScope } from "@/lib/directory/caller";
import { type Refusal, refusal } from "@/lib/kernel/refusal";

const takingPart = [
  "request.read",
  "request.create",
  "request.cancel",
  "request.override",
  "decide",
] as const;

/**
 * Is there anything about requests that this token is for? With none of these scopes it reads, comments on and cancels
 * none, not even its member's own: a pipeline's token for reporting builds stays one.
 */
export function mayTakePart(caller: Pick<Caller, "scopes">): boolean {
  return takingPart.some((scope) => inScope(caller, scope));
}

/** In the console, or with a token that carries the scope `decide` (api.md). */
export function mayDecide({ via, scopes }: Pick<Caller, "via" | "scopes">): boolean {
  return via !== "api" || (scopes?.includes("decide") ?? false);
}

/**
 * Handing on the right to decide takes what deciding takes: a token without `decide` never begets somebody who decides for
 * its member. A service account has nobody to stand in for it.
 */
export function refusalOfDelegating(caller: Pick<Caller, "via" | "scopes" | "member">): Refusal | null {
  if (caller.member.kind === "service")
    return refusal("not_permitted", { detail: "Service accounts do not delegate: people do." });
  if (mayDecide(caller)) return null;
  return refusal("not_permitted", { detail: 'Delegating takes a token with the scope "decide".' });
}
