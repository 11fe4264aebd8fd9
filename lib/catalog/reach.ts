import type { Queryable } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { hasPermission, type Permission } from "@/lib/directory/permissions";
import type { ProjectId } from "@/lib/kernel/ids";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type ComponentRow, findComponent, findProject, type ProjectRow } from "./store";

/**
 * The refusal for somebody without the permission in a project, or null. Who may not even read the project gets
 * `not_found`, as for one that does not exist; a token narrower than its member gets `not_permitted`.
 */
export function barredFrom(caller: Caller, permission: Permission, projectId: ProjectId): Refusal | null {
  if (callerMay(caller, permission, projectId)) return null;
  const reads = hasPermission(caller.roles, "catalog.read", projectId);
  return refusal(reads || hasPermission(caller.roles, permission, projectId) ? "not_permitted" : "not_found");
}

/** The project of that slug, for somebody who is to do something in it. */
export async function reachProject(
  db: Queryable,
  caller: Caller,
  slug: string,
  permission: Permission,
): Promise<Result<ProjectRow>> {
  const project = await findProject(db, caller.organizationId, slug);
  if (!project) return refused(refusal("not_found"));
  const barred = barredFrom(caller, permission, project.id);
  return barred ? refused(barred) : ok(project);
}

/** The component of those slugs, for somebody who is to do something with it. */
export async function reachComponent(
  db: Queryable,
  caller: Caller,
  at: { project: string; component: string },
  permission: Permission,
): Promise<Result<{ project: ProjectRow; component: ComponentRow }>> {
  const project = await reachProject(db, caller, at.project, permission);
  if (!project.ok) return project;
  const component = await findComponent(db, caller.organizationId, project.value.id, at.component);
  return component ? ok({ project: project.value, component }) : refused(refusal("not_found"));
}
