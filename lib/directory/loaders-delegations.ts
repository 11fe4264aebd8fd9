import { database } from "@/db/client";
import { mayTakePart } from "@/lib/approvals/token-rights";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { Caller } from "./caller";
import { type DelegationView, delegationViews } from "./delegation-view";

/** The delegations one has given and was given, newest first, those that are over too. Nobody else's. */
export async function loadDelegations(
  caller: Caller,
  { cursor, limit }: PageInput,
): Promise<Result<Page<DelegationView>>> {
  if (!mayTakePart(caller)) return refused(refusal("not_permitted"));
  const before = cursor === undefined ? [null] : readCursor(cursor, ["string"]);
  if (!before) return refused(badCursor);
  const views = await delegationViews(database(), caller, { before: before[0], take: limit + 1 });
  return ok(pageOf(views, limit, ({ id }) => [id]));
}
