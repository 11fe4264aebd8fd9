import type { Queryable } from "@/db/client";
import type { MemberId, OrganizationId, RoleId } from "@/lib/kernel/ids";
import { type FieldError, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { findMembers, findRoles } from "./store-names";

/** Roles as people write them, by name or id. Unknown ones are `invalid_input`, each at its place in `path`. */
export async function resolveRoles(
  db: Queryable,
  organizationId: OrganizationId,
  names: string[],
  path: string,
): Promise<Result<RoleId[]>> {
  const roles = await findRoles(db, organizationId, names);
  return resolve(
    names,
    path,
    (name) => roles.find(({ id, name: known }) => id === name || same(known, name))?.id,
    "There is no role called",
  );
}

/** Members by id or e-mail address. */
export async function resolveMembers(
  db: Queryable,
  organizationId: OrganizationId,
  names: string[],
  path: string,
): Promise<Result<MemberId[]>> {
  const members = await findMembers(db, organizationId, names);
  return resolve(
    names,
    path,
    (name) => members.find(({ id, email }) => id === name || same(email, name))?.id,
    "There is no member with the id or address",
  );
}

/** One member, for a field such as `startedBy`. */
export async function resolveMember(
  db: Queryable,
  organizationId: OrganizationId,
  name: string,
  path: string,
): Promise<Result<MemberId>> {
  const [member] = await findMembers(db, organizationId, [name]);
  if (member) return ok(member.id);
  return refused(
    refusal("invalid_input", {
      errors: [{ path, message: `There is no member with the id or address "${name}".` }],
    }),
  );
}

/**
 * The person for whom something is started (engine.md, rule 3). A service account or somebody who is disabled would be a
 * requester whose own vote nobody has to fear, so that the person behind a pipeline could approve what they asked for.
 */
export async function resolvePerson(
  db: Queryable,
  organizationId: OrganizationId,
  name: string,
  path: string,
): Promise<Result<MemberId>> {
  const [member] = await findMembers(db, organizationId, [name]);
  if (member?.kind === "person" && member.disabledAt === null) return ok(member.id);
  const message = !member
    ? `There is no member with the id or address "${name}".`
    : member.kind === "service"
      ? `${member.name} is a service account. Name the person behind it.`
      : `${member.name} is disabled. Name somebody who is not.`;
  return refused(refusal("invalid_input", { errors: [{ path, message }] }));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function resolve<Id>(
  names: string[],
  path: string,
  find: (name: string) => Id | undefined,
  sentence: string,
): Result<Id[]> {
  const found: Id[] = [];
  const errors: FieldError[] = [];
  names.forEach((name, index) => {
    const id = find(name);
    if (id === undefined) errors.push({ path: `${path}.${index}`, message: `${sentence} "${name}".` });
    else if (!found.includes(id)) found.push(id);
  });
  return errors.length > 0 ? refused(refusal("invalid_input", { errors })) : ok(found);
}
