import { sql } from "drizzle-orm";
import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import {
  callerFor,
  makeBuild,
  makeComponent,
  makeEnvironment,
  makeLive,
  makeMember,
  makePath,
  makeWorld,
  type World,
} from "@/db/testing/world";
import { castVote } from "@/lib/approvals/cast-vote";
import { promotionRequestInput } from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import type { Caller } from "@/lib/directory/caller";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { loadDeployBoard, loadProjectBoard, loadRequestPreview } from "./loaders";

const database = useDatabase();
const checkout = { project: "shop", component: "checkout" };

interface Cast {
  world: World;
  developer: Caller;
  other: Caller;
  reviewer: Caller;
  outsider: Caller;
}
let cast: Cast;

async function makeCast(): Promise<Cast> {
  const world = await makeWorld(database.db);
  const admin = await makeMember(world, "Vera Lind", ["administrator"]);
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  const mika = await makeMember(world, "Mika Soto", ["developer"]);
  const rune = await makeMember(world, "Rune Kvist", ["reviewer"]);
  const stranger = await makeMember(world, "Joss Wren");
  const [old, now] = [await makeBuild(world, 41, admin.id), await makeBuild(world, 47, admin.id)];
  await makeLive(world, world.environments.staging, now, ines.id, { RETRIES: { value: "3" } });
  await makeLive(world, world.environments.production, old, ines.id, { RETRIES: { value: "0" } });
  const on = { enabled: true, roles: ["reviewer"] };
  await configureWorkflow(database.db, await callerFor(world, admin), "environment-promotion", on);
  const [developer, other] = [await callerFor(world, ines), await callerFor(world, mika)];
  return {
    world,
    developer,
    other,
    reviewer: await callerFor(world, rune),
    outsider: await callerFor(world, stranger),
  };
}

beforeAll(async () => {
  cast = await makeCast();
});

/** The card of Staging and what it offers towards Production. */
async function towardsProduction(caller: Caller) {
  const board = await loadDeployBoard(caller, checkout);
  const cards = board.ok ? board.value.environments : [];
  const staging = cards.find(({ slug }) => slug === "staging");
  const target = staging?.targets.find(({ environment }) => environment.slug === "production");
  if (!target) throw new Error("a developer sees what Staging offers towards Production");
  return target;
}

function ask(caller: Caller) {
  const subject = { ...checkout, from: "staging", to: "production" };
  const input = promotionRequestInput.parse({ workflow: "environment-promotion", subject });
  return openRequest(database.db, caller, input);
}

/** How many statements it takes to show something. */
async function statementsOf(show: () => Promise<{ ok: boolean }>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  expect(await show()).toMatchObject({ ok: true });
  const count = spy.mock.calls.length;
  spy.mockRestore();
  return count;
}

test("the cards stand in promotion order and say what runs where", async () => {
  const board = await loadDeployBoard(cast.developer, checkout);
  expect(board).toMatchObject({
    ok: true,
    value: {
      environments: [
        { slug: "development", status: { label: "Nothing deployed" }, live: null },
        { slug: "staging", status: { label: "Delivered", tone: "running" }, live: { build: 47 } },
        { slug: "production", isCritical: true, live: { build: 41, commit: { message: "Change 41" } } },
      ],
    },
  });
});

test("a project that one may not see is not found, and neither are its components", async () => {
  const nothing = { ok: false, refusal: { code: "not_found" } };
  expect(await loadDeployBoard(cast.outsider, checkout)).toMatchObject(nothing);
  expect(await loadProjectBoard(cast.outsider, checkout)).toMatchObject(nothing);
  const subject = { ...checkout, from: "staging", to: "production" };
  expect(await loadRequestPreview(cast.outsider, subject)).toMatchObject(nothing);
  const elsewhere = await makeCast();
  expect(await loadDeployBoard({ ...elsewhere.developer }, { ...checkout, project: "other" })).toMatchObject(
    nothing,
  );
});

describe("from asking to promoting", () => {
  test("asking is offered, with who would be asked and what would change", async () => {
    expect(await towardsProduction(cast.developer)).toMatchObject({
      next: { kind: "request", build: 47 },
      summary: "1 commit, 1 configuration key ahead of Production",
    });
    const preview = await loadRequestPreview(cast.developer, {
      ...checkout,
      from: "staging",
      to: "production",
    });
    expect(preview).toMatchObject({
      ok: true,
      value: {
        build: 47,
        liveBuild: 41,
        keep: { version: "v1", lines: [{ kind: "same", key: "RETRIES" }] },
        copy: { version: "v1 → v2", lines: [{ kind: "removed" }, { kind: "added", value: "3" }] },
        whoWillBeAsked: [expect.stringContaining("Rune Kvist")],
        warning: expect.stringContaining("Only Rune Kvist"),
      },
    });
  });

  test("the requester may cancel; another developer reads who asked and for whom it waits", async () => {
    expect(await ask(cast.developer)).toMatchObject({ ok: true });
    expect(await towardsProduction(cast.developer)).toMatchObject({
      next: { kind: "cancel-request", request: 1 },
      cancelEffect: "1 approver will be told.",
      request: { progress: "0 of 1", waits: "waiting for Rune Kvist" },
    });
    expect(await towardsProduction(cast.other)).toMatchObject({
      next: { kind: "waiting", request: 1, reason: "Ines Duarte has asked for this already." },
      cancelEffect: null,
    });
    expect(await towardsProduction(cast.reviewer)).toMatchObject({ request: { waits: "waiting for you" } });
  });

  test("past its deadline the request counts as expired, although nobody has written that down", async () => {
    const past = sql`update approval_request set expires_at = now() - interval '1 minute'`;
    await database.db.execute(
      sql`${past} where organization_id = ${cast.world.organizationId} and number = 1`,
    );
    expect(await towardsProduction(cast.developer)).toMatchObject({
      next: { kind: "request", build: 47 },
      request: null,
      remarks: [{ text: "Request 1 expired without a decision." }],
    });
  });

  test("after a rejection the card says by whom and why, until the next request", async () => {
    expect(await ask(cast.developer)).toMatchObject({ ok: true, value: { number: 2 } });
    const no = { number: 2, decision: "reject" as const, comment: "Not before Monday" };
    expect(await castVote(database.db, cast.reviewer, no)).toMatchObject({ ok: true });
    expect(await towardsProduction(cast.other)).toMatchObject({
      next: { kind: "request" },
      remarks: [{ tone: "failed", text: "Rejected by Rune Kvist: Not before Monday" }],
    });
    const { checkout: component, environments } = cast.world;
    const staging = { component, environment: environments.staging };
    const ran = await database.db.execute(
      sql`select live_deployment_id as id from component_environment where component_id = ${staging.component} and environment_id = ${staging.environment}`,
    );
    await makeLive(
      cast.world,
      staging.environment,
      await makeBuild(cast.world, 46, cast.developer.member.id),
      cast.developer.member.id,
    );
    expect(await towardsProduction(cast.other)).toMatchObject({
      remarks: [{ text: "Build #47 was rejected by Rune Kvist: Not before Monday" }],
    });
    await database.db.execute(
      sql`update component_environment set live_deployment_id = ${ran.rows[0]?.id} where component_id = ${staging.component} and environment_id = ${staging.environment}`,
    );
  });

  test("an approval promotes its own build, whatever the source runs by then", async () => {
    expect(await ask(cast.developer)).toMatchObject({ ok: true, value: { number: 3 } });
    const yes = { number: 3, decision: "approve" as const, comment: null };
    expect(await castVote(database.db, cast.reviewer, yes)).toMatchObject({ ok: true });
    const newer = await makeBuild(cast.world, 48, cast.developer.member.id);
    await makeLive(cast.world, cast.world.environments.staging, newer, cast.developer.member.id);
    expect(await towardsProduction(cast.other)).toMatchObject({
      next: { kind: "promote", build: 47, request: 3 },
      remarks: [{ tone: "running", text: "Approved: #47. Staging now runs #48." }],
    });
    expect(await towardsProduction(cast.reviewer)).toMatchObject({ next: { kind: "disabled" } });
  });
});

test("the pages take as many statements with many components and environments as with few", async () => {
  const { world, developer } = await makeCast();
  expect(await ask(developer)).toMatchObject({ ok: true });
  const few = {
    board: await statementsOf(() => loadDeployBoard(developer, checkout)),
    project: await statementsOf(() => loadProjectBoard(developer, checkout)),
  };
  let before = world.environments.production;
  for (const [index, slug] of ["canary", "europe", "asia", "africa"].entries()) {
    const id = await makeEnvironment(world, slug, { critical: true });
    await makePath(world, before, id);
    await database.db.execute(
      sql`insert into component_environment (organization_id, component_id, environment_id) values (${world.organizationId}, ${world.checkout}, ${id})`,
    );
    await makeLive(world, id, await makeBuild(world, 100 + index, developer.member.id), developer.member.id);
    before = id;
  }
  for (const slug of ["search", "notifier", "basket"])
    await makeComponent(world, world.shop, slug, Object.values(world.environments));
  expect(await statementsOf(() => loadDeployBoard(developer, checkout))).toBe(few.board);
  expect(await statementsOf(() => loadProjectBoard(developer, checkout))).toBe(few.project);
  expect(few.board).toBeLessThanOrEqual(20);
});
