import type { Transaction } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, systemActor } from "@/lib/kernel/actor";
import type { MemberId, OrganizationId, RoleId, UserId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type SystemRole, systemRoles } from "./permissions";
import { isReservedSlug } from "./reserved-slugs";
import { insertFirstMember, insertOrganization, insertRole, isFormerSlug } from "./store-organization";

interface OrganizationInput {
  /** What stands in the address: 1 to 63 small letters, digits and hyphens. */
  slug: string;
  name: string;
  /** With a `userId`, somebody who has signed in; without, invited. */
  administrator: { email: string; name: string; userId?: UserId };
}

export interface NewOrganization {
  organizationId: OrganizationId;
  administratorId: MemberId;
  roles: Record<SystemRole, RoleId>;
}

/**
 * An organization with its four roles and its first administrator. Refuses `invalid_input` and `name_taken`, both at
 * `slug`: an address is never reused, neither a reserved one nor one that an organization had before.
 */
export async function createOrganization(
  tx: Transaction,
  { slug, name, administrator }: OrganizationInput,
): Promise<Result<NewOrganization>> {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u.test(slug)) {
    return refused(invalidField("slug", "Use small letters, digits and hyphens, at most 63."));
  }
  const organizationId = newId("org");
  const isFree = !isReservedSlug(slug) && !(await isFormerSlug(tx, slug));
  if (!isFree || !(await insertOrganization(tx, { id: organizationId, slug, name }))) {
    const message = `The address "${slug}" is taken. Choose another.`;
    return refused(refusal("name_taken", { detail: message, errors: [{ path: "slug", message }] }));
  }
  const roles = {} as Record<SystemRole, RoleId>;
  for (const system of systemRoles) {
    roles[system] = newId("rol");
    const label = system.charAt(0).toUpperCase() + system.slice(1);
    await insertRole(tx, { id: roles[system], organizationId, name: label, system });
  }
  const administratorId = newId("mem");
  const { userId = null, ...person } = administrator;
  const member = { ...person, id: administratorId, organizationId, userId };
  await insertFirstMember(tx, member, roles.administrator);
  const actor: Actor = userId
    ? { kind: "member", memberId: administratorId, name: person.name, via: "console" }
    : systemActor;
  const data = { slug, name, administrator: administratorId };
  await recordAudit(tx, { organizationId, type: "organization.created", actor, at: new Date(), data });
  return ok({ organizationId, administratorId, roles });
}
