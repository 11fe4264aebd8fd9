import { executedJson } from "@/lib/approvals/loaders-api";
import type { Caller } from "@/lib/directory/caller";
import { ok, type Result } from "@/lib/kernel/result";
import type { RouteDatabase } from "@/lib/transport/http";

type Executed = Parameters<typeof executedJson>[2];

/** What was done, and then the request as that left it, for whoever did it, also with a token that may read nothing else. */
export async function answered(db: RouteDatabase, caller: Caller, result: Result<Executed>) {
  return result.ok ? ok(await executedJson(db, caller, result.value)) : result;
}
