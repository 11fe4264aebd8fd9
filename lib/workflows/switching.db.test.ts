import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { eventsOf, requestsOf } from "@/db/testing/rows";
import { makeMember } from "@/db/testing/world";
import { answer, makeScene, type Scene } from "@/lib/approvals/testing/scene";
import { configureWorkflow } from "./configure-workflow";
import { configureWorkflowInput } from "./input";

/** What turning a workflow on and off does to requests and approvals (engine.md, rule 11). */
const database = useDatabase();
const promotion = "environment-promotion" as const;

const off = { enabled: false, reason: "Incident 7" };

test("off ends the open request and the approval that waits, each with its own event and the reason", async () => {
  const scene = await makeScene(database.db);
  const { world, dev, rune, ask, vote } = scene;
  await ask(dev);
  await vote(rune, "approve");
  await ask(dev);
  expect(await configureWorkflow(database.db, await scene.as(scene.admin), promotion, off)).toMatchObject({
    ok: true,
    value: { enabled: false, ended: [1, 2] },
  });
  expect(await requestsOf(database.pool, world.organizationId)).toEqual([
    "#1 approved revoked",
    "#2 cancelled none",
  ]);
  for (const [number, type] of [
    [1, "approval.revoked"],
    [2, "request.cancelled"],
  ] as const)
    expect((await eventsOf(database.pool, world.organizationId, number)).at(-1)).toBe(type);
  const { rows } = await database.pool.query(
    "select distinct data->>'reason' as reason, actor->>'name' as by from request_event where organization_id = $1 and type in ('approval.revoked', 'request.cancelled')",
    [world.organizationId],
  );
  expect(rows).toEqual([{ reason: "Incident 7", by: "Vera Lind" }]);
});

test("what is deployed meanwhile is marked as not gated, and by whom", async () => {
  const scene = await makeScene(database.db);
  await configureWorkflow(database.db, await scene.as(scene.admin), promotion, off);
  expect(answer(await scene.promote(scene.dev))).toBe("ok");
  const { rows } = await database.pool.query(
    "select gate, gate_note from deployment where organization_id = $1 and state = 'running'",
    [scene.world.organizationId],
  );
  expect(rows).toMatchObject([
    { gate: "open", gate_note: expect.stringMatching(/^not gated: changed by Vera Lind at 20/) },
  ]);
});

test("off needs a reason, and the right to; without either nothing changes", async () => {
  const scene = await makeScene(database.db);
  const as = (person: Scene["dev"]) => scene.as(person);
  expect(
    answer(await configureWorkflow(database.db, await as(scene.admin), promotion, { enabled: false })),
  ).toBe("reason_required");
  expect(answer(await configureWorkflow(database.db, await as(scene.dev), promotion, off))).toBe(
    "not_permitted",
  );
  expect(answer(await scene.promote(scene.dev))).toBe("approval_required");
});

test("narrow without assignees is no narrowing", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const input = configureWorkflowInput.parse({
    enabled: true,
    roles: ["reviewer"],
    assigneesMode: "narrow",
  });
  expect(answer(await configureWorkflow(database.db, await scene.as(scene.admin), promotion, input))).toBe(
    "ok",
  );
  expect(await scene.ask(scene.dev)).toMatchObject({
    ok: true,
    value: {
      asked: expect.arrayContaining([{ memberId: scene.ada.id, requirement: "Approval", onBehalfOf: null }]),
    },
  });
});

test("assignees are added to the roles, or are the only ones of them", async () => {
  for (const mode of ["add", "narrow"] as const) {
    const scene = await makeScene(database.db, { ungated: true });
    const guest = await makeMember(scene.world, "Gast Holm");
    const assignees = [mode === "add" ? guest.email : scene.ada.email];
    const input = { enabled: true, roles: ["reviewer"], assignees, assigneesMode: mode };
    expect(answer(await configureWorkflow(database.db, await scene.as(scene.admin), promotion, input))).toBe(
      "ok",
    );
    const opened = await scene.ask(scene.dev);
    if (!opened.ok) throw new Error("it can be asked for");
    const names = [scene.rune, scene.ada, guest].filter(({ id }) =>
      opened.value.asked.some((one) => one.memberId === id),
    );
    expect(names.map(({ name }) => name)).toEqual(
      mode === "add" ? ["Rune Kvist", "Ada Berg", "Gast Holm"] : ["Ada Berg"],
    );
  }
});

test("turning off with rules is refused, naming each of them: nothing that was sent is forgotten", async () => {
  const scene = await makeScene(database.db);
  const admin = await scene.as(scene.admin);
  const rules = { targets: "every" as const, roles: ["reviewer"], requiredApprovals: 2 };
  const refused = await configureWorkflow(database.db, admin, promotion, { ...off, ...rules });
  expect(refused).toMatchObject({
    ok: false,
    refusal: {
      code: "invalid_input",
      errors: [{ path: "targets" }, { path: "roles" }, { path: "requiredApprovals" }],
    },
  });
  expect(answer(await scene.promote(scene.dev))).toBe("approval_required");
  expect(answer(await configureWorkflow(database.db, admin, promotion, { ...off, basedOn: undefined }))).toBe(
    "ok",
  );
});
