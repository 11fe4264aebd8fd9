import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { componentEnvironment, environment } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld, type World } from "@/db/testing/world";
import { promotionRequestInput } from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import type { Caller } from "@/lib/directory/caller";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { createComponent } from "./create-component";
import { createEnvironment } from "./create-environment";
import { environmentChange, environmentInput } from "./input-environment";
import { loadEnvironments } from "./loaders";
import { updateEnvironment } from "./update-environment";

const database = useDatabase();
const repository = "https://git.example/acme/deploy.git";

async function fresh(): Promise<{ world: World; admin: Caller; developer: Caller }> {
  const world = await makeWorld(database.db);
  return {
    world,
    admin: await callerFor(world, await makeMember(world, "Vera Lind", ["administrator"])),
    developer: await callerFor(world, await makeMember(world, "Ines Duarte", ["developer"])),
  };
}

beforeAll(async () => {
  process.env.COUNTERSIGN_DATA_DIR = await mkdtemp(join(tmpdir(), "countersign-catalog-"));
});

const create = (caller: Caller, input: unknown) =>
  createEnvironment(database.db, caller, environmentInput.parse(input));
const change = (caller: Caller, slug: string, input: unknown) =>
  updateEnvironment(database.db, caller, { environment: slug, ...environmentChange.parse(input) });

async function order(caller: Caller) {
  const loaded = await loadEnvironments(caller);
  if (!loaded.ok) throw new Error(loaded.refusal.code);
  return loaded.value.items.map(({ slug, order: place }) => `${place} ${slug}`);
}

describe("environments", () => {
  test("a new one comes last, is reached from the one before it, and has a place for every component", async () => {
    const { world, admin } = await fresh();
    const made = await create(admin, { name: "Pré-production" });
    expect(made).toMatchObject({
      ok: true,
      value: {
        slug: "pre-production",
        order: 4,
        promotesFrom: ["production"],
        settings: {},
        credential: null,
      },
    });
    const component = await createComponent(database.db, admin, { project: "shop", name: "Search" });
    expect(component.ok).toBe(true);
    const { rows } = await database.pool.query(
      "select count(*)::int as places from component_environment where organization_id = $1",
      [world.organizationId],
    );
    expect(rows[0].places).toBe(8);
    expect(await create(admin, { name: "Other", slug: "staging" })).toMatchObject({
      refusal: { code: "name_taken", errors: [{ path: "slug" }] },
    });
  });

  test("one takes a place in the order and the others move", async () => {
    const { admin } = await fresh();
    await create(admin, { name: "Test", order: 2, promotesFrom: ["development"], promotesTo: ["staging"] });
    expect(await order(admin)).toEqual(["1 development", "2 test", "3 staging", "4 production"]);
    expect(await change(admin, "production", { order: 1 })).toMatchObject({ ok: true, value: { order: 1 } });
    expect(await order(admin)).toEqual(["1 production", "2 development", "3 test", "4 staging"]);
  });

  test("made at the same instant with components, none misses a place", async () => {
    const { world, admin } = await fresh();
    const results = await Promise.all([
      create(admin, { name: "One" }),
      createComponent(database.db, admin, { project: "shop", name: "A" }),
      create(admin, { name: "Two" }),
      createComponent(database.db, admin, { project: "shop", name: "B" }),
    ]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    const places = await database.db.$count(componentEnvironment);
    expect(places).toBeGreaterThanOrEqual(15);
    const { rows } = await database.pool.query(
      "select count(*)::int as places from component_environment where organization_id = $1",
      [world.organizationId],
    );
    expect(rows[0].places).toBe(15);
  });

  test("paths are set from either end and name other environments of the organization", async () => {
    const { admin } = await fresh();
    expect(await change(admin, "development", { promotesTo: ["staging"] })).toMatchObject({
      ok: true,
      value: { promotesTo: ["staging"] },
    });
    expect(await change(admin, "production", { promotesFrom: ["staging"] })).toMatchObject({
      ok: true,
      value: { promotesFrom: ["staging"] },
    });
    const wrong = await change(admin, "production", { promotesTo: ["production", "nowhere"] });
    expect(wrong).toMatchObject({
      refusal: { code: "invalid_input", errors: [{ path: "promotesTo.0" }, { path: "promotesTo.1" }] },
    });
  });

  test("only administrators change them, and nobody of another organization", async () => {
    const { admin, developer } = await fresh();
    expect(await change(developer, "staging", { name: "Mine" })).toMatchObject({
      refusal: { code: "not_permitted" },
    });
    expect(await create(developer, { name: "Mine" })).toMatchObject({ refusal: { code: "not_permitted" } });
    expect(await change(admin, "nowhere", { name: "X" })).toMatchObject({ refusal: { code: "not_found" } });
  });
});

describe("a deploy driver", () => {
  test("is set up with settings that it accepts, and a credential that is never told again", async () => {
    const { admin, developer } = await fresh();
    const token = "ghp_very_secret_0123456789";
    const set = await change(admin, "staging", {
      driver: "gitops",
      settings: { repository, branch: "live" },
      credential: { kind: "token", token },
    });
    expect(set).toMatchObject({
      ok: true,
      value: {
        credential: "set",
        settings: { repository, branch: "live", fields: { digest: "image.digest" } },
      },
    });
    expect(JSON.stringify(set)).not.toContain(token);
    const stored = JSON.stringify([
      await database.db.select().from(environment),
      (await database.pool.query("select * from audit_event")).rows,
    ]);
    expect(stored).not.toContain(token);
    const seen = await loadEnvironments(developer);
    expect(seen).toMatchObject({
      ok: true,
      value: { items: [{}, { settings: null, credential: null }, {}] },
    });
  });

  test("says beside the field what is wrong with its settings", async () => {
    const { admin } = await fresh();
    const errorsOf = async (input: unknown) => {
      const result = await change(admin, "staging", input);
      return result.ok ? [] : result.refusal.errors?.map(({ path }) => path);
    };
    expect(await errorsOf({ driver: "rsync" })).toEqual(["driver"]);
    expect(await errorsOf({ settings: {} })).toEqual(["settings.repository"]);
    expect(await errorsOf({ settings: { repository: "file:///etc" } })).toEqual(["settings.repository"]);
    expect(await errorsOf({ settings: { repository, path: "../../x.yaml" } })).toEqual(["settings.path"]);
    expect(await errorsOf({ settings: { repository, colour: 1 } })).toEqual(["settings.colour"]);
    expect(await errorsOf({ settings: { repository }, credential: { kind: "token" } })).toEqual([
      "credential.token",
    ]);
  });

  test("does not take a stored credential to another repository", async () => {
    const { admin } = await fresh();
    const credential = { kind: "token", token: "abc" };
    await change(admin, "staging", { settings: { repository }, credential });
    const elsewhere = { settings: { repository: "https://evil.example/deploy.git" } };
    expect(await change(admin, "staging", elsewhere)).toMatchObject({
      refusal: { code: "invalid_input", errors: [{ path: "credential" }] },
    });
    expect(await change(admin, "staging", { settings: { repository, branch: "x" } })).toMatchObject({
      ok: true,
    });
    expect(await change(admin, "staging", { ...elsewhere, credential: null })).toMatchObject({
      ok: true,
      value: { credential: null },
    });
  });
});

describe("while promotions are under approval", () => {
  async function withOpenRequest() {
    const { world, admin, developer } = await fresh();
    await makeMember(world, "Rune Kvist", ["reviewer"]);
    const other = await makeMember(world, "Other Administrator", ["administrator"]);
    const configured = await configureWorkflow(database.db, admin, "environment-promotion", {
      enabled: true,
      roles: ["reviewer"],
    });
    expect(configured).toMatchObject({ ok: true });
    const build = await makeBuild(world, 1, admin.member.id);
    await makeLive(world, world.environments.staging, build, admin.member.id);
    const subject = { project: "shop", component: "checkout", from: "staging", to: "production" };
    const input = promotionRequestInput.parse({ workflow: "environment-promotion", subject });
    const opened = await openRequest(database.db, developer, input);
    expect(opened).toMatchObject({ ok: true });
    const state = async () => {
      const { rows } = await database.pool.query(
        "select state, close_reason from approval_request where organization_id = $1",
        [world.organizationId],
      );
      return rows[0];
    };
    const told = async () => {
      const { rows } = await database.pool.query(
        "select recipient from effect where organization_id = $1 and kind = 'mail.workflow-changed'",
        [world.organizationId],
      );
      return rows.map(({ recipient }) => recipient);
    };
    return { admin, other, state, told };
  }

  test.each([
    ["critical is taken off", { critical: false }],
    ["its path is removed", { promotesFrom: ["development"] }],
    ["its place in the order changes", { order: 1 }],
    ["its driver changes", { settings: { repository } }],
  ])("%s: needs a reason, ends the open request with it, and tells the others", async (_name, input) => {
    const { admin, other, state, told } = await withOpenRequest();
    expect(await change(admin, "production", input)).toMatchObject({
      refusal: { code: "reason_required", errors: [{ path: "reason" }] },
    });
    expect(await state()).toMatchObject({ state: "waiting" });
    const done = await change(admin, "production", { ...input, reason: "We start over" });
    expect(done).toMatchObject({ ok: true });
    expect(await state()).toMatchObject({ state: "cancelled", close_reason: "We start over" });
    expect(await told()).toEqual([other.id]);
  });

  test("a name or an endpoint changes without one and ends nothing", async () => {
    const { admin, state, told } = await withOpenRequest();
    const input = { name: "Live", endpoint: "https://{component}.example.com", critical: true };
    expect(await change(admin, "production", input)).toMatchObject({ ok: true, value: { name: "Live" } });
    expect(await state()).toMatchObject({ state: "waiting" });
    expect(await told()).toEqual([]);
  });
});
