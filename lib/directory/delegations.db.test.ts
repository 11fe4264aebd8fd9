import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, disable, makeMember, makeProject, takeRole } from "@/db/testing/world";
import { listDecidable, loadRequests } from "@/lib/approvals/loaders";
import { answer, makeScene, type Person } from "@/lib/approvals/testing/scene";
import { cancelDelegation } from "./cancel-delegation";
import { createDelegation } from "./create-delegation";
import { delegationViews } from "./delegation-view";
import { delegationInput } from "./input-delegation";

/** Delegations (engine.md, Eligible): by oneself only, to people, for a time, derived states. */
const database = useDatabase();

async function withSol() {
  const scene = await makeScene(database.db);
  const sol = await makeMember(scene.world, "Sol Okafor");
  const views = async (person: Person) =>
    (await delegationViews(database.db, await scene.as(person), { take: 20 })).map(
      ({ principal, to, scope, state }) =>
        `${principal.name} → ${to.name}: ${JSON.stringify(scope)} ${state}`,
    );
  const cancel = async (person: Person, id: string) =>
    cancelDelegation(database.db, await scene.as(person), { id });
  return { ...scene, sol, views, cancel };
}

test("who it is given to decides for whom it is from; both names are on the vote", async () => {
  const { rune, sol, dev, delegate, ask, vote, views, as } = await withSol();
  expect(answer(await delegate(rune, sol))).toBe("ok");
  await ask(dev);
  const voted = await vote(sol, "approve");
  expect(voted).toMatchObject({
    ok: true,
    value: {
      events: [
        { type: "vote.cast", data: { names: { voter: "Sol Okafor", principal: "Rune Kvist" } } },
        { type: "step.approved" },
        { type: "request.approved" },
      ],
    },
  });
  for (const person of [rune, sol])
    expect(await views(person)).toEqual(['Rune Kvist → Sol Okafor: "organization" active']);
  expect(await views(dev)).toEqual([]);
  const listed = await loadRequests(await as(sol), { filter: {}, limit: 20 }, database.db);
  expect(listed).toMatchObject({ ok: true, value: { items: [{ state: { number: 1 } }] } });
});

test("to oneself, to a service account, to somebody disabled or unknown: refused at the field", async () => {
  const { world, rune, sol, delegate } = await withSol();
  const pipeline = await makeMember(world, "CI", [], "service");
  await disable(world, sol.id);
  for (const to of [rune, pipeline, sol, { ...rune, email: "nobody@elsewhere.example" }])
    expect(await delegate(rune, to)).toMatchObject({
      ok: false,
      refusal: { code: "invalid_input", errors: [{ path: "to" }] },
    });
});

test("an end that is not after the start is refused, also an equal one", () => {
  const from = "2026-11-23T08:00:00Z";
  const wish = { to: "sol@meridian.example", from, scope: "organization" };
  for (const until of ["2026-11-22T08:00:00Z", from, "2026-11-23T10:00:00+02:00"])
    expect(delegationInput.safeParse({ ...wish, until }).error?.issues[0]?.path).toEqual(["until"]);
  expect(delegationInput.safeParse({ ...wish, until: "2026-11-23T08:00:00.001Z" }).success).toBe(true);
  for (const wrong of [{ scope: "project" }, { scope: { project: "" } }, { member: "x" }, { from: "soon" }])
    expect(delegationInput.safeParse({ ...wish, ...wrong }).success).toBe(false);
});

test("in one project it holds in that project, is listed there and nowhere else", async () => {
  const { world, rune, sol, dev, as, ask, vote, delegate, views } = await withSol();
  await makeProject(world, "bank");
  expect(answer(await delegate(rune, sol, { scope: { project: "bank" } }))).toBe("ok");
  expect(await views(sol)).toEqual(['Rune Kvist → Sol Okafor: {"project":"bank"} active']);
  await ask(dev);
  expect(answer(await vote(sol, "approve"))).toBe("not_found");
  expect(await listDecidable(database.db, await as(sol), 10)).toEqual([]);
  expect(await loadRequests(await as(sol), { filter: {}, limit: 20 }, database.db)).toMatchObject({
    ok: true,
    value: { items: [] },
  });
  expect(answer(await delegate(rune, sol, { scope: { project: "shop" } }))).toBe("ok");
  expect(await listDecidable(database.db, await as(sol), 10)).toHaveLength(1);
  expect(answer(await vote(sol, "approve"))).toBe("ok");
});

test("a project that one may not read is answered like one that does not exist", async () => {
  const { sol, rune, delegate } = await withSol();
  const said = async (project: string) => {
    const made = await delegate(sol, rune, { scope: { project } });
    return made.ok
      ? "ok"
      : made.refusal.errors?.map(({ path, message }) => `${path}: ${message.replace(project, "…")}`);
  };
  expect(await said("shop")).toEqual(await said("nowhere"));
});

test("where the rules allow no delegates, a delegate neither decides nor sees", async () => {
  const scene = await makeScene(database.db, { change: { allowDelegates: false } });
  const sol = await makeMember(scene.world, "Sol Okafor");
  await scene.delegate(scene.rune, sol);
  await scene.ask(scene.dev);
  expect(answer(await scene.vote(sol, "approve"))).toBe("not_found");
  expect(await loadRequests(await scene.as(sol), { filter: {}, limit: 20 }, database.db)).toMatchObject({
    ok: true,
    value: { items: [] },
  });
});

test("one hop: what somebody decides as a delegate is not handed on", async () => {
  const { world, rune, sol, dev, ask, vote, delegate } = await withSol();
  const third = await makeMember(world, "Tia Holm");
  await delegate(rune, sol);
  await delegate(sol, third);
  await ask(dev);
  expect(answer(await vote(third, "approve"))).toBe("not_found");
  expect(answer(await vote(sol, "approve"))).toBe("ok");
});

test("who loses the role delegates nothing any more, and it comes back with the role", async () => {
  const { world, rune, sol, dev, ask, vote, delegate } = await withSol();
  await delegate(rune, sol);
  await ask(dev);
  await takeRole(world, rune.id, "reviewer");
  expect(answer(await vote(sol, "approve"))).toBe("not_eligible");
});

test("only who gave it cancels it, once; votes cast under it stay", async () => {
  const scene = await withSol();
  const { world, rune, ada, sol, dev, ask, vote, delegate, cancel, views } = scene;
  await makeMember(world, "Nils Dahl", ["reviewer"]);
  const made = await delegate(rune, sol);
  if (!made.ok) throw new Error("it can be made");
  const { id } = made.value;
  await ask(dev);
  expect(answer(await vote(sol, "approve"))).toBe("ok");
  expect(answer(await cancel(sol, id))).toBe("not_permitted");
  expect(answer(await cancel(ada, id))).toBe("not_found");
  expect(answer(await cancel(rune, "dlg_unknown"))).toBe("not_found");
  const cancelled = await cancel(rune, id);
  expect(cancelled).toMatchObject({ ok: true, value: { state: "cancelled" } });
  expect(await cancel(rune, id)).toEqual(cancelled);
  expect(await views(rune)).toEqual(['Rune Kvist → Sol Okafor: "organization" cancelled']);
  const { rows } = await database.pool.query(
    "select type from audit_event where organization_id = $1 order by sequence",
    [world.organizationId],
  );
  expect(rows.map(({ type }) => type)).toEqual(["delegation.created", "delegation.cancelled"]);
});

test("states follow the clock", async () => {
  const { rune, sol, ada, delegate, views } = await withSol();
  await delegate(rune, sol, { from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z" });
  await delegate(rune, sol, { from: "2999-01-01T00:00:00Z" });
  await delegate(ada, sol, { until: "2999-01-02T00:00:00Z" });
  expect((await views(sol)).map((told) => told.split(" ").at(-1))).toEqual(["active", "upcoming", "ended"]);
});

test("a token without the scope decide hands on no right to decide; a service account has none", async () => {
  const { world, rune, sol, delegate, db } = await withSol();
  const wish = delegationInput.parse({ to: sol.email, from: "2020-01-01T00:00:00Z", scope: "organization" });
  const api = { ...(await callerFor(world, rune, "api")), scopes: ["request.read", "request.override"] };
  expect(answer(await createDelegation(db, api, wish))).toBe("not_permitted");
  expect(answer(await createDelegation(db, { ...api, scopes: ["decide"] }, wish))).toBe("ok");
  const pipeline = await makeMember(world, "CI", [], "service");
  expect(answer(await delegate(pipeline, sol))).toBe("not_permitted");
});
