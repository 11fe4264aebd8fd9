import { and, eq } from "drizzle-orm";
import type { Caller } from "../../lib/directory/caller";
import { type SystemRole, systemRoles } from "../../lib/directory/permissions";
import { contentHash } from "../../lib/kernel/canonical-json";
import type {
  ComponentId,
  EnvironmentId,
  MemberId,
  OrganizationId,
  ProjectId,
  RoleId,
} from "../../lib/kernel/ids";
import { newId } from "../../lib/kernel/new-id";
import type { Database } from "../client";
import * as schema from "../schema";

/** An organization of a test's own: nothing in it is shared, so tests of one file may run side by side. */
export async function makeWorld(db: Database): Promise<World> {
  const organizationId = newId("org");
  const slug = `o${organizationId.slice(-12)}`;
  await db.insert(schema.organization).values({ id: organizationId, slug, name: "Meridian" });
  const roles = {} as Record<SystemRole, RoleId>;
  for (const system of systemRoles) {
    roles[system] = newId("rol");
    await db.insert(schema.role).values({ id: roles[system], organizationId, system, name: system });
  }
  const world = { db, organizationId, slug, roles };
  const environments = {
    development: await makeEnvironment(world, "development", { trustDelivery: true }),
    staging: await makeEnvironment(world, "staging", { trustDelivery: true }),
    production: await makeEnvironment(world, "production", { trustDelivery: true, critical: true }),
  };
  await makePath(world, environments.development, environments.staging);
  await makePath(world, environments.development, environments.production);
  await makePath(world, environments.staging, environments.production);
  const shop = await makeProject(world, "shop");
  const checkout = await makeComponent(world, shop, "checkout", Object.values(environments));
  return { ...world, environments, shop, checkout };
}

interface Base {
  db: Database;
  organizationId: OrganizationId;
  slug: string;
  roles: Record<SystemRole, RoleId>;
}

export interface World extends Base {
  environments: Record<"development" | "staging" | "production", EnvironmentId>;
  shop: ProjectId;
  checkout: ComponentId;
}

let positions = 0;

export async function makeEnvironment(
  { db, organizationId }: Base,
  slug: string,
  more: Partial<typeof schema.environment.$inferInsert> = {},
): Promise<EnvironmentId> {
  const id = newId("env");
  positions += 1;
  const name = slug.charAt(0).toUpperCase() + slug.slice(1);
  await db
    .insert(schema.environment)
    .values({ id, organizationId, slug, name, position: positions, ...more });
  return id;
}

export async function makePath(
  { db, organizationId }: Base,
  fromEnvironmentId: EnvironmentId,
  toEnvironmentId: EnvironmentId,
): Promise<void> {
  await db.insert(schema.promotionPath).values({ organizationId, fromEnvironmentId, toEnvironmentId });
}

export async function makeProject({ db, organizationId }: Base, slug: string): Promise<ProjectId> {
  const id = newId("prj");
  await db.insert(schema.project).values({ id, organizationId, slug, name: slug });
  return id;
}

export async function makeComponent(
  { db, organizationId }: Base,
  projectId: ProjectId,
  slug: string,
  environments: EnvironmentId[],
): Promise<ComponentId> {
  const id = newId("cmp");
  await db.insert(schema.component).values({ id, organizationId, projectId, slug, name: slug });
  for (const environmentId of environments)
    await db.insert(schema.componentEnvironment).values({ organizationId, componentId: id, environmentId });
  return id;
}

/** A role that only says who may approve, such as "Release managers". */
export async function makeRole({ db, organizationId }: Base, name: string): Promise<RoleId> {
  const id = newId("rol");
  await db.insert(schema.role).values({ id, organizationId, name });
  return id;
}

export type Held = SystemRole | RoleId | { role: SystemRole | RoleId; project: ProjectId };

/** A member with the roles given: in the organization, or in one project. */
export async function makeMember(
  world: Base,
  name: string,
  held: Held[] = [],
  kind: "person" | "service" = "person",
): Promise<Caller["member"]> {
  const member = {
    id: newId("mem"),
    name,
    email: `${name.toLowerCase().replaceAll(" ", ".")}@meridian.example`,
    kind,
  };
  await world.db.insert(schema.member).values({ organizationId: world.organizationId, ...member });
  for (const one of held) await giveRole(world, member.id, one);
  return member;
}

function roleOf(world: Base, held: Held): { roleId: RoleId; projectId: ProjectId | null } {
  const role = typeof held === "object" ? held.role : held;
  const projectId = typeof held === "object" ? held.project : null;
  return { roleId: role in world.roles ? world.roles[role as SystemRole] : (role as RoleId), projectId };
}

export async function giveRole(world: Base, memberId: MemberId, held: Held): Promise<void> {
  await world.db
    .insert(schema.roleAssignment)
    .values({ organizationId: world.organizationId, memberId, ...roleOf(world, held) });
}

export async function takeRole({ db, roles }: Base, memberId: MemberId, held: Held): Promise<void> {
  const a = schema.roleAssignment;
  await db
    .delete(a)
    .where(and(eq(a.memberId, memberId), eq(a.roleId, roleOf({ roles } as Base, held).roleId)));
}

export async function disable({ db }: Base, memberId: MemberId): Promise<void> {
  await db.update(schema.member).set({ disabledAt: new Date() }).where(eq(schema.member.id, memberId));
}

/** The member as a doorway would know them at this moment. */
export async function callerFor(
  world: Base,
  member: Caller["member"],
  via: Caller["via"] = "console",
): Promise<Caller> {
  const { db, organizationId, slug } = world;
  const roles = await db
    .select({
      system: schema.role.system,
      permissions: schema.role.permissions,
      projectId: schema.roleAssignment.projectId,
    })
    .from(schema.roleAssignment)
    .innerJoin(schema.role, eq(schema.role.id, schema.roleAssignment.roleId))
    .where(eq(schema.roleAssignment.memberId, member.id));
  return {
    organizationId: organizationId as OrganizationId,
    organization: { slug, name: "Meridian" },
    member,
    roles,
    via,
    scopes: null,
  };
}

/** A build with one commit by `author`, its digest made of the number. */
export async function makeBuild(
  world: Pick<World, "db" | "organizationId" | "checkout">,
  number: number,
  reportedBy: MemberId,
  author = "somebody@elsewhere.example",
  componentId: ComponentId = world.checkout,
) {
  const { db, organizationId } = world;
  const id = newId("bld");
  const digest = contentHash([componentId, number]);
  const commitSha = contentHash([number]).slice(7, 47);
  await db.insert(schema.build).values({
    id,
    organizationId,
    componentId,
    number,
    image: "registry.example/checkout",
    digest,
    commitSha,
    builtAt: new Date(),
    reportedBy,
  });
  await db.insert(schema.buildCommit).values({
    organizationId,
    buildId: id,
    position: 0,
    sha: commitSha,
    message: `Change ${number}`,
    authorName: author,
    authorEmail: author,
    builderEmails: [author.toLowerCase()],
    committedAt: new Date(),
  });
  return { id, number, digest };
}

/** Makes a build live in an environment, as a deployment that has succeeded. */
export async function makeLive(
  world: Pick<World, "db" | "organizationId" | "checkout">,
  environmentId: EnvironmentId,
  build: Awaited<ReturnType<typeof makeBuild>>,
  startedBy: MemberId,
  entries: Record<string, { value: string }> = {},
  componentId: ComponentId = world.checkout,
) {
  const { db, organizationId } = world;
  const place = { organizationId, componentId, environmentId };
  const cfg = schema.configurationVersion;
  const versions = await db
    .select({ version: cfg.version, id: cfg.id, hash: cfg.hash })
    .from(cfg)
    .where(and(eq(cfg.componentId, componentId), eq(cfg.environmentId, environmentId)));
  const hash = contentHash(entries);
  const configurationId = versions.find((held) => held.hash === hash)?.id ?? newId("cfg");
  if (!versions.some((held) => held.hash === hash))
    await db
      .insert(cfg)
      .values({ id: configurationId, ...place, version: versions.length + 1, entries, hash });
  const id = newId("dep");
  await db.insert(schema.deployment).values({
    id,
    ...place,
    kind: "promote",
    buildId: build.id,
    configurationId,
    gate: "open",
    startedBy,
    state: "succeeded",
    finishedAt: new Date(),
    reference: "a".repeat(40),
  });
  const ce = schema.componentEnvironment;
  await db
    .update(ce)
    .set({ liveDeploymentId: id, savedConfigurationId: configurationId })
    .where(and(eq(ce.componentId, componentId), eq(ce.environmentId, environmentId)));
  return id;
}
