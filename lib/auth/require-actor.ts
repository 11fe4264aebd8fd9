import { database, type Queryable } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import type { SessionId } from "@/lib/kernel/ids";
import { readSessionCookie } from "./session-cookie";
import { membershipOf } from "./views";

/**
 * `not-found`: no such organization, or not one of this person's; the two look alike on purpose. Reached by a slug that
 * the organization had before, the caller's `organization.slug` is today's.
 */
export type CallerResult =
  | { kind: "signed-out" }
  | { kind: "not-found" }
  | { kind: "caller"; caller: Caller };

/** Who asks, by the browser's session, as the database knows it at this moment. Never kept from one request to the next. */
export async function requireCaller(organizationSlug: string): Promise<CallerResult> {
  const sessionId = await readSessionCookie();
  return sessionId ? callerOf(database(), sessionId, organizationSlug) : { kind: "signed-out" };
}

export async function callerOf(db: Queryable, sessionId: SessionId, slug: string): Promise<CallerResult> {
  const found = await membershipOf(db, sessionId, slug);
  if (!found) return { kind: "signed-out" };
  const { organization, member, roles } = found;
  if (!organization || !member) return { kind: "not-found" };
  const { id, ...shown } = organization;
  const caller: Caller = {
    organizationId: id,
    organization: shown,
    member,
    roles,
    via: "console",
    scopes: null,
  };
  return { kind: "caller", caller };
}
