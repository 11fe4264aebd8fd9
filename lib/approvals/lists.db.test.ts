import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeDelegation, makeGate } from "@/db/testing/gate";
import { makeBuild, makeMember } from "@/db/testing/world";
import { presets } from "./core/presets";
import { loadRequest, loadRequests } from "./loaders";
import { loadRequestJson, loadRequestsJson } from "./loaders-api";
import { answer, makeScene, type Person, type Scene } from "./testing/scene";

const database = useDatabase();

/** How many requests somebody's list has, and what the first one's number answers them. */
async function shown({ as }: Scene, person: Person) {
  const caller = await as(person);
  const listed = await loadRequests(caller, { filter: {}, limit: 10 }, database.db);
  return [listed.ok && listed.value.items.length, answer(await loadRequest(caller, 1, database.db))];
}

test("a list shows nothing that its number would not: delegates whom the rules do not allow, and whom they narrowed out", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, admin, dev, rune } = scene;
  const [named, out, delegate] = [
    await makeMember(world, "Named"),
    await makeMember(world, "Out"),
    await makeMember(world, "Delegate"),
  ];
  await makeDelegation(world, rune.id, delegate.id);
  const { rules } = presets.choreo;
  const [step] = rules.steps;
  const [requirement] = step?.requirements ?? [];
  if (!step || !requirement) throw new Error("a preset has a requirement");
  const users = [rune.id, named.id, out.id];
  const approvers = { roles: [], groups: [], users, narrowTo: [rune.id, named.id] };
  const steps = [{ ...step, requirements: [{ ...requirement, approvers }] }];
  await makeGate(world, { ...rules, allowDelegates: false, steps }, admin.id);
  expect(answer(await scene.ask(dev))).toBe("ok");
  expect(await shown(scene, named)).toEqual([1, "ok"]);
  expect(await shown(scene, out)).toEqual([0, "not_found"]);
  expect(await shown(scene, delegate)).toEqual([0, "not_found"]);
});

test("a request that too few could approve opens with a warning on its record", async () => {
  const warnings = async (scene: Scene) => {
    expect(answer(await scene.ask(scene.dev))).toBe("ok");
    const { rows } = await database.pool.query(
      "select data -> 'warnings' as warnings from request_event where organization_id = $1 and type = 'request.opened'",
      [scene.world.organizationId],
    );
    return rows[0].warnings;
  };
  expect(await warnings(await makeScene(database.db))).toEqual([]);
  const short = await makeScene(database.db, { requirement: { requiredApprovals: 3 } });
  expect(await warnings(short)).toEqual([expect.stringContaining("needs 3 approvals, but only 2")]);
});

test("who built what is asked for is named, whatever else they have to do with it", async () => {
  const scene = await makeScene(database.db);
  const { world, admin, dev } = scene;
  const builder = await makeMember(world, "Bo Builder");
  await makeBuild(world, 46, admin.id, builder.email);
  expect(answer(await scene.ask(dev))).toBe("ok");
  const caller = await scene.as(dev);
  const found = await loadRequestJson(caller, 1, {}, database.db);
  const listed = await loadRequestsJson(caller, { filter: {}, limit: 10 }, database.db);
  // The reporter of a build counts as one of its builders.
  const named = [builder, admin].map(({ id, name }) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(found.ok && found.value.builders).toEqual(named);
  expect(listed.ok && listed.value.items[0]?.builders).toEqual(named);
});

test("an overdue request was over at its deadline, before and after that is written down", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev, {}, () => new Date("2026-01-05T10:00:00Z"));
  const closedAt = async () => {
    const loaded = await loadRequest(await scene.as(scene.dev), 1, database.db);
    return loaded.ok && [loaded.value.state.state, loaded.value.state.closedAt?.toISOString()];
  };
  expect(await closedAt()).toEqual(["expired", "2026-01-08T10:00:00.000Z"]);
  expect(answer(await scene.cancel(scene.dev))).toBe("request_expired");
  expect(await closedAt()).toEqual(["expired", "2026-01-08T10:00:00.000Z"]);
});

test("without a path there is nothing to ask for, gated or not", async () => {
  const scene = await makeScene(database.db);
  const back = { from: "production", to: "staging" };
  expect(answer(await scene.ask(scene.dev, back))).toBe("invalid_input");
});
