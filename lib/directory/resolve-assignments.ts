import type { Queryable } from "@/db/client";
import { findProject } from "@/lib/catalog/store";
import type { OrganizationId, ProjectId, RoleId } from "@/lib/kernel/ids";
import { type FieldError, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { MemberInput } from "./input";
import { findRoles } from "./store-names";

export interface Assignment {
  roleId: RoleId;
  projectId: ProjectId | null;
}

/** The roles to be held, from names and slugs. Unknown ones are `invalid_input`, each at its place. */
export async function resolveAssignments(
  db: Queryable,
  organizationId: OrganizationId,
  wanted: MemberInput["roles"],
): Promise<Result<Assignment[]>> {
  if (wanted.length === 0) return ok([]);
  const roles = await findRoles(
    db,
    organizationId,
    wanted.map(({ role }) => role),
  );
  const found: Assignment[] = [];
  const errors: FieldError[] = [];
  for (const [index, { role: name, project: slug }] of wanted.entries()) {
    const role = roles.find((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase());
    const project = slug === undefined ? null : await findProject(db, organizationId, slug);
    if (!role) errors.push({ path: `roles.${index}.role`, message: `There is no role called "${name}".` });
    if (project === undefined)
      errors.push({ path: `roles.${index}.project`, message: `There is no project "${slug}".` });
    const held = { roleId: role?.id, projectId: project?.id ?? null };
    const isNew = !found.some((one) => one.roleId === held.roleId && one.projectId === held.projectId);
    if (held.roleId && isNew) found.push({ ...held, roleId: held.roleId });
  }
  return errors.length > 0 ? refused(refusal("invalid_input", { errors })) : ok(found);
}
