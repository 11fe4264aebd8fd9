import { loadRequestJson } from "@/lib/approvals/loaders-api";
import type { Caller } from "@/lib/directory/caller";
import type { Result } from "@/lib/kernel/result";
import type { RouteDatabase } from "@/lib/transport/http";

/** What was done, and then the request as it is for whoever did it, also with a token that may read nothing else. */
export async function answered(db: RouteDatabase, caller: Caller, number: number, result: Result<unknown>) {
  return result.ok ? loadRequestJson(caller, number, { acted: true }, db) : result;
}
