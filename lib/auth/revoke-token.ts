import type { Database } from "@/db/client";
import { type Caller, callerMay, inScope } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { setRevoked, type TokenReach, type TokenView, tokensFor } from "./store-tokens";

/** Own tokens, and service accounts' for who manages tokens: the same ones are listed and can be revoked. */
export function tokenReach(caller: Caller): TokenReach {
  const { organizationId, member } = caller;
  return { organizationId, memberId: member.id, services: callerMay(caller, "token.manage", "organization") };
}

/** Ends a token at once. Revoking it again changes nothing. */
export async function revokeToken(
  db: Database,
  caller: Caller,
  { id }: { id: string },
): Promise<Result<TokenView>> {
  if (!inScope(caller, "token.manage")) return refused(refusal("not_permitted"));
  return db.transaction(async (tx) => {
    const [before] = await tokensFor(tx, tokenReach(caller), { take: 1, id });
    if (!before) return refused(refusal("not_found"));
    if (before.revokedAt) return ok(before);
    await setRevoked(tx, caller.organizationId, before.id);
    await recordChange(tx, caller, "token.revoked", { id, name: before.name, member: before.member.name });
    const [after] = await tokensFor(tx, tokenReach(caller), { take: 1, id });
    return after ? ok(after) : refused(refusal("not_found"));
  });
}
