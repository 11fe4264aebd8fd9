import type { Database } from "@/db/client";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Caller, callerMay } from "./caller";
import type { RoleInput } from "./input";
import { recordChange } from "./record-change";
import { insertOwnRole } from "./store-members";
import type { RoleView } from "./views";

/** A role of the organization's own, with the permissions it lists. Needs `member.manage`. */
export async function createRole(db: Database, caller: Caller, input: RoleInput): Promise<Result<RoleView>> {
  if (!callerMay(caller, "member.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  const { name } = input;
  const permissions = [...new Set(input.permissions)];
  return db.transaction(async (tx) => {
    const id = newId("rol");
    if (!(await insertOwnRole(tx, { id, organizationId, name, permissions }))) return refused(nameTaken);
    await recordChange(tx, caller, "role.created", { role: id, name, permissions });
    return ok({ id, name, system: null, permissions });
  });
}

export const nameTaken = refusal("name_taken", {
  errors: [{ path: "name", message: "Choose another: this one is taken" }],
});
