import { eq } from "drizzle-orm";
import type { Caller } from "../../lib/directory/caller";
import { createMember } from "../../lib/directory/create-member";
import { createOrganization } from "../../lib/directory/create-organization";
import { createRole } from "../../lib/directory/create-role";
import { memberInput, roleInput } from "../../lib/directory/input";
import { linkUser } from "../../lib/directory/store-membership";
import type { MemberId, OrganizationId, UserId } from "../../lib/kernel/ids";
import { newId } from "../../lib/kernel/new-id";
import type { Database } from "../client";
import { member, role, roleAssignment, userAccount } from "../schema";
import { granted } from "./granted";

interface Person {
  name: string;
  email: string;
  roles: string[];
}

export interface Tenant {
  organizationId: OrganizationId;
  slug: string;
  name: string;
  /** The member as a doorway would know them at this moment. */
  as(name: string): Promise<Caller>;
  add(person: Person & { kind?: "person" | "service" }): Promise<MemberId>;
}

/** The demo's people by address: somebody in two organizations is one user. */
const users = new Map<string, UserId>();

async function userOf(db: Database, { name, email }: Person): Promise<UserId> {
  const known = users.get(email);
  if (known) return known;
  const id = newId("usr");
  await db.insert(userAccount).values({ id, name, email });
  users.set(email, id);
  return id;
}

/** An organization with its administrator and its own roles, which only say who may approve. */
export async function makeTenant(
  db: Database,
  {
    slug,
    name,
    administrator,
    roles,
  }: { slug: string; name: string; administrator: Person; roles: string[] },
): Promise<Tenant> {
  const userId = await userOf(db, administrator);
  const made = granted(
    await db.transaction((tx) =>
      createOrganization(tx, { slug, name, administrator: { ...administrator, userId } }),
    ),
  );
  const { organizationId } = made;
  const as = (who: string) => callerNamed(db, { organizationId, slug, name }, who);
  const manager = await as(administrator.name);
  const permissions = ["catalog.read", "request.read"];
  for (const own of roles)
    granted(await createRole(db, manager, roleInput.parse({ name: own, permissions })));
  const add: Tenant["add"] = async ({ roles: held, ...person }) => {
    const input = memberInput.parse({ ...person, roles: held.map((one) => ({ role: one })) });
    const { id } = granted(await createMember(db, manager, input));
    if (input.kind === "person") {
      const user = await userOf(db, { ...person, roles: held });
      await db.transaction((tx) => linkUser(tx, organizationId, id, user));
    }
    return id;
  };
  return { organizationId, slug, name, as, add };
}

async function callerNamed(
  db: Database,
  { organizationId, slug, name }: Pick<Tenant, "organizationId" | "slug" | "name">,
  who: string,
): Promise<Caller> {
  const held = { system: role.system, permissions: role.permissions, projectId: roleAssignment.projectId };
  const rows = await db
    .select({
      id: member.id,
      name: member.name,
      email: member.email,
      kind: member.kind,
      of: member.organizationId,
    })
    .from(member)
    .where(eq(member.name, who));
  const found = rows.find(({ of }) => of === organizationId);
  if (!found) throw new Error(`invariant: the demo has ${who}`);
  const { of: _, ...person } = found;
  const roles = await db
    .select(held)
    .from(roleAssignment)
    .innerJoin(role, eq(role.id, roleAssignment.roleId))
    .where(eq(roleAssignment.memberId, person.id));
  return {
    organizationId,
    organization: { slug, name },
    member: person,
    roles,
    via: "console",
    scopes: null,
  };
}
