import type { Queryable } from "@/db/client";
import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";
import { resolveMembers, resolveRoles } from "@/lib/directory/resolve-names";
import type { GroupId, OrganizationId } from "@/lib/kernel/ids";
import { type FieldError, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { findGroups } from "./views";

/**
 * Rules as people write them, roles and groups also by name, members also by address, with ids in their place. Whoever is
 * not of this organization is `invalid_input` where it stands: rules never name what nobody can see.
 */
export async function resolveRules(
  db: Queryable,
  organizationId: OrganizationId,
  rules: ApprovalRules,
): Promise<Result<ApprovalRules>> {
  const errors: FieldError[] = [];
  const steps: ApprovalRules["steps"] = [];
  for (const [at, step] of rules.steps.entries()) {
    const requirements: Requirement[] = [];
    for (const [index, one] of step.requirements.entries())
      requirements.push(
        await resolveRequirement(db, organizationId, one, `rules.steps.${at}.requirements.${index}`, errors),
      );
    steps.push({ ...step, requirements });
  }
  return errors.length > 0 ? refused(refusal("invalid_input", { errors })) : ok({ ...rules, steps });
}

async function resolveRequirement(
  db: Queryable,
  organizationId: OrganizationId,
  requirement: Requirement,
  path: string,
  errors: FieldError[],
): Promise<Requirement> {
  const taken = <Id>(result: Result<Id[]>): Id[] => {
    if (result.ok) return result.value;
    errors.push(...(result.refusal.errors ?? []));
    return [];
  };
  const roles = async (names: string[], at: string) =>
    taken(await resolveRoles(db, organizationId, names, `${path}.${at}`));
  const users = async (names: string[], at: string) =>
    taken(await resolveMembers(db, organizationId, names, `${path}.${at}`));
  const groups = async (names: string[], at: string) =>
    taken(await resolveGroups(db, organizationId, names, `${path}.${at}`));
  const { approvers, notifyOnly } = requirement;
  const scoped = [];
  for (const [index, { roleId, scope }] of approvers.roles.entries())
    for (const id of taken(
      await resolveRoles(db, organizationId, [roleId], `${path}.approvers.roles.${index}.roleId`),
    ))
      scoped.push({ roleId: id, scope });
  return {
    ...requirement,
    approvers: {
      roles: scoped,
      groups: await groups(approvers.groups, "approvers.groups"),
      users: await users(approvers.users, "approvers.users"),
      narrowTo: approvers.narrowTo && (await users(approvers.narrowTo, "approvers.narrowTo")),
    },
    notifyOnly: {
      roles: await roles(notifyOnly.roles, "notifyOnly.roles"),
      groups: await groups(notifyOnly.groups, "notifyOnly.groups"),
      users: await users(notifyOnly.users, "notifyOnly.users"),
    },
  };
}

async function resolveGroups(
  db: Queryable,
  organizationId: OrganizationId,
  names: string[],
  path: string,
): Promise<Result<GroupId[]>> {
  if (names.length === 0) return ok([]);
  const known = await findGroups(db, organizationId, names);
  const found = names.map(
    (name) => known.find((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase())?.id,
  );
  const errors = names.flatMap((name, index) =>
    found[index] ? [] : [{ path: `${path}.${index}`, message: `There is no group called "${name}".` }],
  );
  if (errors.length > 0) return refused(refusal("invalid_input", { errors }));
  return ok([...new Set(found.flatMap((id) => id ?? []))]);
}
