import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { mailsOf, requestsOf } from "@/db/testing/rows";
import { makeMember } from "@/db/testing/world";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { createBinding, removeBinding } from "@/lib/workflows/edit-bindings";
import type { ConfigureWorkflowInput } from "@/lib/workflows/input";
import { certificateRequestInput } from "./input";
import { loadRequest } from "./loaders";
import { answer, makeScene, type SceneWish } from "./testing/scene";

/** Issue, renew, rekey and revoke, through the verbs, under CZERTAINLY's preset unless said. */
const database = useDatabase();
const certificates = (wish: SceneWish = {}) =>
  makeScene(database.db, { workflow: "certificate-operation", preset: "czertainly", ...wish });
const workflow = "certificate-operation" as const;

describe("asking", () => {
  test("one request is open for a resource, whatever the action; another resource is another", async () => {
    const { ask, dev, other, cancel, admin } = await certificates();
    expect(answer(await ask(dev))).toBe("ok");
    for (const action of ["issue", "renew", "rekey", "revoke"])
      expect(await ask(other, { action })).toMatchObject({
        refusal: { code: "request_exists", facts: { number: 1 } },
      });
    expect(answer(await ask(other, { resource: "ra/clients" }))).toBe("ok");
    expect(answer(await cancel(admin))).toBe("ok");
    expect(answer(await ask(other, { action: "issue" }))).toBe("ok");
  });

  test("an overdue one is expired first", async () => {
    const { ask, dev, world } = await certificates({ change: { hoursToDecide: 1 } });
    const at = (hours: number) => () => new Date(Date.now() + hours * 3_600_000);
    await ask(dev, {}, at(0));
    expect(answer(await ask(dev, {}, at(0.9)))).toBe("request_exists");
    expect(answer(await ask(dev, {}, at(1.1)))).toBe("ok");
    expect(await requestsOf(database.pool, world.organizationId)).toEqual([
      "#1 expired none",
      "#2 waiting none",
    ]);
  });

  test("it belongs to the organization: roles in one project neither ask nor see", async () => {
    const { ask, dev, world, as, rune } = await certificates();
    const local = await makeMember(world, "Lea Lund", [
      { role: "developer", project: world.shop },
      { role: "reviewer", project: world.shop },
    ]);
    expect(answer(await ask(local))).toBe("not_permitted");
    await ask(dev);
    expect(await loadRequest(await as(local), 1, database.db)).toMatchObject({
      refusal: { code: "not_found" },
    });
    expect(await loadRequest(await as(rune), 1, database.db)).toMatchObject({ ok: true });
    expect(await mailsOf(database.pool, world.organizationId)).toEqual([
      "review-requested → Ada Berg",
      "review-requested → Rune Kvist",
    ]);
  });

  test("a delegation for one project gives no right to it", async () => {
    const { ask, dev, rune, vote, delegate, world } = await certificates({
      change: { allowDelegates: true },
    });
    const sol = await makeMember(world, "Sol Okafor");
    const eva = await makeMember(world, "Eva Moss");
    await delegate(rune, sol, { scope: { project: "shop" } });
    await delegate(rune, eva);
    await ask(dev);
    expect(answer(await vote(sol, "approve"))).toBe("not_found");
    expect(answer(await vote(eva, "approve"))).toBe("ok");
  });

  test.each([
    { rules: {} },
    { profile: "Production" },
    { project: "shop" },
    { action: "destroy" },
    { resource: " " },
  ])("%j is not understood", (more) => {
    const wish = { workflow, resource: "ra/tls-servers", action: "revoke", ...more };
    expect(certificateRequestInput.safeParse(wish).success).toBe(false);
  });
});

describe("using and ending", () => {
  test("what asked for it does it, once; nothing runs by itself where another system acts", async () => {
    const { ask, dev, other, vote, rune, spend, complete, world } = await certificates();
    await ask(dev);
    await vote(rune, "approve");
    expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved ready"]);
    expect(answer(await spend(other))).toBe("not_permitted");
    expect(await spend(dev, { action: "issue" })).toMatchObject({
      refusal: { code: "approval_stale", facts: { differs: ["action"] } },
    });
    const done = await spend(dev);
    if (!done.ok) throw new Error("it is ready");
    expect(answer(await complete(dev, done.value.useId, "succeeded"))).toBe("ok");
    expect(answer(await spend(dev))).toBe("approval_used");
  });

  test("only the rules say who cancels: under this preset not who asked", async () => {
    const { ask, dev, admin, cancel } = await certificates();
    await ask(dev);
    expect(answer(await cancel(dev))).toBe("cancel_not_allowed");
    expect(answer(await cancel(admin))).toBe("ok");
  });
});

describe("each operation has a toggle and rules of its own", () => {
  const put = async (scene: Awaited<ReturnType<typeof certificates>>, input: ConfigureWorkflowInput) =>
    configureWorkflow(database.db, await scene.as(scene.admin), workflow, input);

  test("turned on for one, the others need no approval; each has its own profile", async () => {
    const scene = await certificates({ ungated: true });
    const { ask, dev, ada } = scene;
    expect(answer(await ask(dev))).toBe("workflow_disabled");
    expect(answer(await put(scene, { enabled: true, action: "revoke", roles: ["reviewer"] }))).toBe("ok");
    expect(answer(await put(scene, { enabled: true, action: "issue", assignees: [ada.email] }))).toBe("ok");
    expect(answer(await ask(dev, { action: "renew" }))).toBe("approval_not_required");
    expect(await ask(dev, { action: "revoke" })).toMatchObject({
      value: { profile: { name: "Certificate Operations: revoke" } },
    });
    expect(await ask(dev, { action: "issue", resource: "ra/clients" })).toMatchObject({
      value: {
        profile: { name: "Certificate Operations: issue" },
        rules: { steps: [{ requirements: [{ approvers: { users: [ada.id] } }] }] },
      },
    });
  });

  test("turning one off needs a reason and ends what it was about, nothing else", async () => {
    const scene = await certificates({ ungated: true });
    const { ask, dev, rune, vote, world } = scene;
    for (const action of ["revoke", "issue"] as const)
      await put(scene, { enabled: true, action, roles: ["reviewer"] });
    await ask(dev, { action: "revoke", resource: "a" });
    await ask(dev, { action: "revoke", resource: "b" });
    await ask(dev, { action: "issue", resource: "c" });
    await vote(rune, "approve", { number: 2 });
    expect(answer(await put(scene, { enabled: false, action: "revoke" }))).toBe("reason_required");
    expect(await put(scene, { enabled: false, action: "revoke", reason: "Moved to the HSM" })).toMatchObject({
      value: { enabled: true, ended: [1, 2] },
    });
    expect(await requestsOf(database.pool, world.organizationId)).toEqual([
      "#1 cancelled none",
      "#2 approved revoked",
      "#3 waiting none",
    ]);
    expect(await put(scene, { enabled: false, action: "issue", reason: "Over" })).toMatchObject({
      value: { enabled: false, ended: [3] },
    });
    expect(answer(await ask(dev, { action: "issue" }))).toBe("workflow_disabled");
  });

  test("a resource and an action together are more specific; equal bindings are refused; promotions have neither", async () => {
    const scene = await certificates();
    const { as, admin, ask, dev } = scene;
    const bind = async (input: object, of: string = workflow) =>
      createBinding(database.db, await as(admin), { workflow: of, profile: "Production", ...input });
    const strict = { resource: "ra/tls-servers", action: "revoke" };
    expect(answer(await bind({ ...strict, profile: "Production" }))).toBe("ok");
    expect(answer(await bind(strict))).toBe("binding_conflict");
    expect(answer(await bind({ action: "destroy" }))).toBe("invalid_input");
    for (const [of, field] of [
      [workflow, { project: "shop" }],
      [workflow, { to: "production" }],
      [workflow, { targets: "critical" }],
      ["external", { component: "checkout", project: "shop" }],
      ["external", { kinds: ["rollback"] }],
      ["environment-promotion", { resource: "x" }],
      ["environment-promotion", { action: "x" }],
    ] as const)
      expect(answer(await bind(field, of)), JSON.stringify(field)).toBe("invalid_input");
    expect(answer(await ask(dev))).toBe("ok");
  });

  test("a binding that goes ends what it let in; turning the workflow off ends what named a profile, too", async () => {
    const scene = await makeScene(database.db, { workflow: "external" });
    const { ask, dev, as, admin, world, rune, vote } = scene;
    await ask(dev, { name: "named" }, undefined, { profile: "Production" });
    await ask(dev, { name: "bound" });
    await ask(dev, { name: "ready" });
    await vote(rune, "approve", { number: 3 });
    const list = await database.pool.query("select id from binding where organization_id = $1", [
      world.organizationId,
    ]);
    const binding = { workflow: "external", id: list.rows[0].id as string };
    expect(answer(await removeBinding(database.db, await as(admin), binding))).toBe("reason_required");
    expect(await removeBinding(database.db, await as(admin), { ...binding, reason: "Tried" })).toMatchObject({
      value: { ended: [2, 3] },
    });
    const off = { enabled: false, reason: "Done" };
    expect(await configureWorkflow(database.db, await as(admin), "external", off)).toMatchObject({
      value: { ended: [1] },
    });
    expect(await requestsOf(database.pool, world.organizationId)).toEqual([
      "#1 cancelled none",
      "#2 cancelled none",
      "#3 approved revoked",
    ]);
  });
});
