import { and, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { auditEvent, organization } from "@/db/schema";
import type { EventId, OrganizationId } from "@/lib/kernel/ids";

/** An administrative event with its organization's names: what a mail to administrators speaks of. */
export async function readAuditEvent(db: Queryable, organizationId: OrganizationId, id: EventId) {
  const [row] = await db
    .select({
      type: auditEvent.type,
      actor: auditEvent.actor,
      at: auditEvent.at,
      data: auditEvent.data,
      organization: { slug: organization.slug, name: organization.name },
    })
    .from(auditEvent)
    .innerJoin(organization, eq(organization.id, auditEvent.organizationId))
    .where(and(eq(auditEvent.organizationId, organizationId), eq(auditEvent.id, id)));
  return row;
}
