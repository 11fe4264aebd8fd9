import type { Database } from "@/db/client";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { checkDrift, type PlaceNames } from "./check-drift";
import type { Wish } from "./wish";

/**
 * What is live outside, before something is deployed there. Not what we believe: `approval_stale`, but for what puts that
 * right (deploying again, rolling back), which is answered what it will find. Undefined: as believed, or not to be read.
 */
export async function lookOutside(
  db: Database,
  { place, to, kind }: Pick<Wish, "place" | "to" | "kind">,
  names: PlaceNames,
): Promise<Result<string | null | undefined>> {
  const outside = await checkDrift(db, place, to, names);
  if (!outside?.drifted) return ok(undefined);
  if (kind === "redeploy" || kind === "rollback") return ok(outside.found);
  return refused(
    refusal("approval_stale", {
      detail: `${to.name} does not run what was deployed last: somebody changed it outside Countersign. Deploy again what should run there, then promote.`,
      facts: { differs: ["what is live in the target"], found: outside.found },
    }),
  );
}
