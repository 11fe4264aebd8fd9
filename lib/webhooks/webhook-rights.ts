import { type Caller, callerMay } from "@/lib/directory/caller";
import { type Refusal, refusal } from "@/lib/kernel/refusal";

/**
 * Who manages webhooks and sees that there are any: holders of `workflow.manage` in the organization. A webhook carries
 * out what its maker may read, so that takes the permissions to read, too, of the member and of the token.
 */
export function barredFromWebhooks(caller: Caller): Refusal | null {
  const needed = ["workflow.manage", "request.read", "catalog.read"] as const;
  return needed.every((permission) => callerMay(caller, permission, "organization"))
    ? null
    : refusal("not_permitted");
}
