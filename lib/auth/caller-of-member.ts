import type { Queryable } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";
import { memberWithRoles } from "./views";

/**
 * A member as a caller, from stored rows, for what the worker does in their name: with what they may at this moment.
 * Undefined when they were disabled. Never for a doorway.
 */
export async function callerOfMember(
  db: Queryable,
  organizationId: OrganizationId,
  id: MemberId,
): Promise<Caller | undefined> {
  const found = await memberWithRoles(db, organizationId, id);
  return found && { organizationId, ...found, via: "api", scopes: null };
}
