import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalProfile, project } from "@/db/schema";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { BindingId, OrganizationId } from "@/lib/kernel/ids";
import type { BindingRow } from "./store-bindings";
import { componentsById, gatedPlaces, projectsById } from "./views-places";

/** A binding as the API tells it: slugs, and null where it holds for all. */
export interface BindingView {
  id: BindingId;
  profile: string;
  project: string | null;
  component: string | null;
  from: string | null;
  to: string | null;
  resource: string | null;
  action: string | null;
  targets: "critical" | "every";
  kinds: DeploymentKind[];
}

export async function bindingViews(
  db: Queryable,
  organizationId: OrganizationId,
  rows: readonly BindingRow[],
): Promise<BindingView[]> {
  if (rows.length === 0) return [];
  const profiles = await db
    .select({ id: approvalProfile.id, name: approvalProfile.name })
    .from(approvalProfile)
    .where(
      and(
        eq(approvalProfile.organizationId, organizationId),
        inArray(
          approvalProfile.id,
          rows.map(({ profileId }) => profileId),
        ),
      ),
    );
  const projects = await projectsById(
    db,
    organizationId,
    rows.flatMap(({ projectId }) => projectId ?? []),
  );
  const components = await componentsById(
    db,
    organizationId,
    rows.flatMap(({ componentId }) => componentId ?? []),
  );
  const places = await gatedPlaces(db, organizationId);
  const slug = (all: { id: string; slug: string }[], id: string | null) =>
    all.find((one) => one.id === id)?.slug ?? null;
  return rows.map((row) => ({
    id: row.id,
    profile: profiles.find(({ id }) => id === row.profileId)?.name ?? "",
    project: slug(projects, row.projectId),
    component: slug(components, row.componentId),
    from: slug(places, row.fromEnvironmentId),
    to: slug(places, row.toEnvironmentId),
    resource: row.resource,
    action: row.action,
    targets: row.targets,
    kinds: [...row.kinds],
  }));
}

export async function projectBySlug(db: Queryable, organizationId: OrganizationId, slug: string) {
  const [row] = await db
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.organizationId, organizationId), eq(project.slug, slug)));
  return row;
}
