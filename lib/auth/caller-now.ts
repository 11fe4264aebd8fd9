import type { Transaction } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { holdOrganization } from "@/lib/directory/store";
import { memberWithRoles } from "./views";

/**
 * The caller with the roles of this moment, which stay until the commit: whoever changes them waits. Null when the member
 * was disabled since the doorway let them in. For verbs that lock no request, whose facts would say it (engine.md, the
 * write path, 2).
 */
export async function callerNow(tx: Transaction, caller: Caller): Promise<Caller | null> {
  await holdOrganization(tx, caller.organizationId);
  const found = await memberWithRoles(tx, caller.organizationId, caller.member.id);
  return found ? { ...caller, roles: found.roles } : null;
}
