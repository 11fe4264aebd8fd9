import type { ProjectId } from "@/lib/kernel/ids";

/** Everything somebody can be allowed to do (engine.md, Permissions). Voting is not here: a request's rules decide that. */
export const permissions = [
  "catalog.read",
  "request.read",
  "request.create",
  "promotion.execute",
  "build.report",
  "configuration.edit",
  "request.cancel",
  "request.override",
  "request.set_rules",
  "workflow.manage",
  "environment.manage",
  "component.manage",
  "member.manage",
  "token.manage",
  "audit.read",
] as const;
export type Permission = (typeof permissions)[number];

export const systemRoles = ["administrator", "developer", "reviewer", "auditor"] as const;
export type SystemRole = (typeof systemRoles)[number];

const reading: Permission[] = ["catalog.read", "request.read"];

/** The permission table of engine.md, row by row. */
export const permissionsOfRole: Record<SystemRole, readonly Permission[]> = {
  administrator: permissions,
  developer: [...reading, "request.create", "promotion.execute", "build.report", "configuration.edit"],
  reviewer: reading,
  auditor: [...reading, "audit.read"],
};

/** A role somebody holds: in one project, or (null) in the whole organization. */
export interface HeldRole {
  system: SystemRole | null;
  /** Of a role that is not one of the four. */
  permissions: readonly string[];
  projectId: ProjectId | null;
}

function grants(role: HeldRole, permission: Permission): boolean {
  return role.system === null
    ? role.permissions.includes(permission)
    : permissionsOfRole[role.system].includes(permission);
}

/**
 * Does somebody who holds these roles have the permission? `where` is a project's id, `"organization"` for what only an
 * organization-wide role allows, or `"anywhere"` when one project is enough (to list what they may see).
 */
export function hasPermission(
  roles: readonly HeldRole[],
  permission: Permission,
  where: ProjectId | "organization" | "anywhere",
): boolean {
  return roles.some(
    (role) =>
      (role.projectId === null || where === "anywhere" || role.projectId === where) &&
      grants(role, permission),
  );
}

/** Projects in which the permission holds: `"all"`, or their ids. */
export function projectsWith(roles: readonly HeldRole[], permission: Permission): "all" | ProjectId[] {
  const projects = new Set<ProjectId>();
  for (const role of roles) {
    if (!grants(role, permission)) continue;
    if (role.projectId === null) return "all";
    projects.add(role.projectId);
  }
  return [...projects];
}
