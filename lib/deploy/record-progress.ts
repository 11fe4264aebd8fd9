import type { Database } from "@/db/client";
import { readComponentNames } from "@/lib/catalog/store-places";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { DeploymentId } from "@/lib/kernel/ids";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { ProgressInput } from "./input";
import { addProgress, findDeployment, updateDeployment } from "./store";

/**
 * What the deploying side says: a line for the log, or whether it runs healthily. Only such a report makes a delivered
 * deployment Running (product.md, 7). Takes a token with the scope `deployment.report`.
 */
export async function recordProgress(
  db: Database,
  caller: Caller,
  { id, line, health }: ProgressInput & { id: DeploymentId },
): Promise<Result<null>> {
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    const row = await findDeployment(tx, organizationId, id);
    const names = row && (await readComponentNames(tx, organizationId, row.componentId));
    if (!row || !names || !callerMay({ ...caller, scopes: null }, "catalog.read", names.project.id))
      return refused(refusal("not_found"));
    if (!caller.scopes?.includes("deployment.report"))
      return refused(
        refusal("not_permitted", { detail: 'Reporting takes a token with the scope "deployment.report".' }),
      );
    if (health && row.state !== "succeeded")
      return refused(
        refusal("invalid_input", {
          errors: [{ path: "health", message: "Health can be reported once the deployment was delivered." }],
        }),
      );
    if (line) await addProgress(tx, row, line);
    if (health) await updateDeployment(tx, row, { health, healthAt: new Date() });
    return ok(null);
  });
}
