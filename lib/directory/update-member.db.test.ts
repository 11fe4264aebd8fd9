import { expect, test } from "vitest";
import { waitingAtLocks } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeMember, makeWorld } from "@/db/testing/world";
import { updateMember } from "./update-member";

const database = useDatabase();

/** Resolves when two transactions wait for a lock. */
async function twoWait(): Promise<void> {
  while ((await waitingAtLocks(database.pool)) < 2);
}

test("of two administrators who disable each other at the same instant one stays", async () => {
  const world = await makeWorld(database.db);
  const one = await makeMember(world, "One", ["administrator"]);
  const two = await makeMember(world, "Two", ["administrator"]);
  const [asOne, asTwo] = [await callerFor(world, one), await callerFor(world, two)];
  // Both are held where they write down what they did, so that neither has committed when the other looks.
  const gate = await database.pool.connect();
  await gate.query("begin");
  await gate.query("select 1 from organization where id = $1 for update", [world.organizationId]);
  const both = Promise.all([
    updateMember(database.db, asOne, { id: two.id, disabled: true }),
    updateMember(database.db, asTwo, { id: one.id, disabled: true }),
  ]);
  await twoWait();
  await gate.query("commit");
  gate.release();
  const results = await both;
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "in_use" } });
});

test("a member is disabled, comes back, and keeps what is not mentioned", async () => {
  const world = await makeWorld(database.db);
  const admin = await callerFor(world, await makeMember(world, "Vera Lind", ["administrator"]));
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  const change = (more: Parameters<typeof updateMember>[2] | object) =>
    updateMember(database.db, admin, { id: ines.id, ...more });
  expect(await change({ disabled: true })).toMatchObject({
    ok: true,
    value: { disabledAt: expect.any(Date), roles: [{ role: "developer", project: null }] },
  });
  expect(await change({ name: "Ines D." })).toMatchObject({
    ok: true,
    value: { name: "Ines D.", disabledAt: expect.any(Date) },
  });
  expect(await change({ disabled: false })).toMatchObject({ ok: true, value: { disabledAt: null } });
  const unknown = await change({ roles: [{ role: "Nobody" }, { role: "developer", project: "nowhere" }] });
  expect(unknown).toMatchObject({
    refusal: { code: "invalid_input", errors: [{ path: "roles.0.role" }, { path: "roles.1.project" }] },
  });
});
