import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDrift } from "../../lib/deploy/check-drift";
import {
  approvalRequest,
  component,
  componentEnvironment,
  environment,
  installation,
  organization,
  project,
} from "../schema";
import { useDatabase } from "../testing/database";
import { seedDemo } from ".";

const database = useDatabase();
const folder = join(tmpdir(), `countersign-seed-${process.pid}`);

beforeAll(() => {
  process.env.COUNTERSIGN_DATA_DIR = folder;
  process.env.ALLOW_LOCAL_GIT = "1";
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the demo is whole: its repository says what its cards say, and a second run changes nothing", async () => {
  const { lines } = await seedDemo();
  expect(lines.join("\n")).toMatch(/Ines Duarte[\s\S]*cs_/);
  const { db } = database;
  expect(await db.select({ demo: installation.demo }).from(installation)).toEqual([{ demo: true }]);
  const requests = await db
    .select({ state: approvalRequest.state, use: approvalRequest.use })
    .from(approvalRequest);
  expect(new Set(requests.map(({ state }) => state))).toEqual(
    new Set(["approved", "rejected", "cancelled", "expired", "waiting"]),
  );
  expect(requests.filter(({ use }) => use === "ready")).toHaveLength(1);

  const [environments, components, projects, organizations] = await Promise.all([
    db.select().from(environment),
    db.select().from(component),
    db.select().from(project),
    db.select().from(organization),
  ]);
  for (const place of await db.select().from(componentEnvironment)) {
    const held = environments.find(({ id }) => id === place.environmentId);
    const shipped = components.find(({ id }) => id === place.componentId);
    const owner = projects.find(({ id }) => id === shipped?.projectId);
    const tenant = organizations.find(({ id }) => id === place.organizationId);
    if (!held || !shipped || !owner || !tenant) throw new Error("a place is a component in an environment");
    const names = { organization: tenant.slug, project: owner.slug, component: shipped.slug };
    expect(await checkDrift(db, place, held, names)).toMatchObject({ drifted: false });
  }

  const again = await seedDemo();
  expect(again.lines.join("\n")).not.toContain("cs_");
  expect(await db.select({ id: approvalRequest.id }).from(approvalRequest)).toHaveLength(requests.length);
}, 90_000);
