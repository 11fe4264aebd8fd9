import { and, eq, isNull } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { binding } from "@/db/schema";
import type { Workflow } from "@/lib/approvals/core/vocabulary";
import type { BindingId, OrganizationId } from "@/lib/kernel/ids";

export type BindingRow = typeof binding.$inferSelect;

const scopes = [
  "projectId",
  "componentId",
  "fromEnvironmentId",
  "toEnvironmentId",
  "resource",
  "action",
] as const;
export type BindingScope = Pick<BindingRow, (typeof scopes)[number]>;

export const wholeOrganization: BindingScope = {
  projectId: null,
  componentId: null,
  fromEnvironmentId: null,
  toEnvironmentId: null,
  resource: null,
  action: null,
};

/** The binding for exactly this scope; the database keeps it unique. */
export async function findBindingFor(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Workflow,
  scope: BindingScope,
): Promise<BindingRow | undefined> {
  const same = scopes.map((name) => {
    const wanted = scope[name];
    return wanted === null ? isNull(binding[name]) : eq(binding[name], wanted);
  });
  const [row] = await db
    .select()
    .from(binding)
    .where(and(eq(binding.organizationId, organizationId), eq(binding.workflow, workflow), ...same));
  return row;
}

export async function listBindings(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Workflow,
): Promise<BindingRow[]> {
  return db
    .select()
    .from(binding)
    .where(and(eq(binding.organizationId, organizationId), eq(binding.workflow, workflow)))
    .orderBy(binding.id);
}

export async function insertBinding(tx: Transaction, row: typeof binding.$inferInsert): Promise<void> {
  await tx.insert(binding).values(row);
}

export async function updateBinding(
  tx: Transaction,
  organizationId: OrganizationId,
  id: BindingId,
  change: Partial<Omit<typeof binding.$inferInsert, "id" | "organizationId" | "workflow">>,
): Promise<void> {
  await tx
    .update(binding)
    .set(change)
    .where(and(eq(binding.organizationId, organizationId), eq(binding.id, id)));
}

export async function deleteBinding(
  tx: Transaction,
  organizationId: OrganizationId,
  id: BindingId,
): Promise<void> {
  await tx.delete(binding).where(and(eq(binding.organizationId, organizationId), eq(binding.id, id)));
}
