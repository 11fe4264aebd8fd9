import { database } from "@/db/client";
import { type Caller, inScope } from "@/lib/directory/caller";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { tokenReach } from "./revoke-token";
import { type TokenView, tokensFor } from "./store-tokens";

/** One's own tokens, newest first, expired and revoked ones too; for who manages tokens also service accounts'. */
export async function loadTokens(caller: Caller, input: PageInput): Promise<Result<Page<TokenView>>> {
  if (!inScope(caller, "token.manage")) return refused(refusal("not_permitted"));
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!before) return refused(badCursor);
  const rows = await tokensFor(database(), tokenReach(caller), { before: before[0], take: input.limit + 1 });
  return ok(pageOf(rows, input.limit, ({ id }) => [id]));
}
