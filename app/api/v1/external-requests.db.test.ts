import { beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeGate } from "@/db/testing/gate";
import { makeMember, makeWorld, type World } from "@/db/testing/world";
import { presets } from "@/lib/approvals/core/presets";
import { rulesFor } from "@/lib/approvals/testing/scene";
import type { TokenScope } from "@/lib/auth/token-scopes";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
const ask = {
  workflow: "external",
  project: "shop",
  pipeline: "release",
  run: "812",
  name: "deploy-prod",
  resource: "billing-db",
  action: "restart",
  details: { reason: "The pool leaks" },
};
const operation = { resource: ask.resource, action: ask.action, details: ask.details };

let world: World;
let admin: Call;
let developer: Call;
let reviewer: Call;
let stranger: Call;
let pipeline: Call;
let people: Record<"admin" | "developer" | "reviewer" | "pipeline", string>;

/** External requests under Flexible Approvals; two reviewers; a pipeline with a service account of its own. */
beforeEach(async () => {
  world = await makeWorld(database.db);
  const vera = await makeMember(world, "Vera Lind", ["administrator"]);
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  const rune = await makeMember(world, "Rune Kvist", ["reviewer"]);
  const lea = await makeMember(world, "Lea Lund");
  const ci = await makeMember(world, "CI", ["developer"], "service");
  const as = async (id: typeof vera.id, scopes: TokenScope[] = []) =>
    callerOf((await makeToken(database.db, world.organizationId, id, scopes)).token);
  admin = await as(vera.id);
  developer = await as(ines.id);
  reviewer = await as(rune.id, ["request.read", "decide"]);
  stranger = await as(lea.id, ["decide"]);
  pipeline = await as(ci.id, ["request.create"]);
  people = { admin: vera.id, developer: ines.id, reviewer: rune.id, pipeline: ci.id };
  await makeGate(world, rulesFor(world, presets.flexible), vera.id, {
    workflow: "external",
    targets: "every",
    kinds: [],
  });
});

const opened = async (more: object = {}) =>
  pipeline("POST", "/approval-requests", { ...ask, startedBy: people.developer, ...more });
const at = "/approval-requests/1";
const code = (answer: { body: { code?: string } }) => answer.body.code ?? "ok";

test("a pipeline asks for a person, starts, polls, uses the approval and says how that ended", async () => {
  const asked = await opened();
  expect(asked).toMatchObject({
    status: 201,
    body: {
      number: 1,
      workflow: "external",
      state: "new",
      use: "none",
      subject: {
        project: "shop",
        pipeline: "release",
        run: "812",
        name: "deploy-prod",
        attempt: 1,
        resource: "billing-db",
        action: "restart",
        details: { reason: "The pool leaks" },
      },
      requester: { id: people.pipeline, name: "CI" },
      startedBy: { id: people.developer, name: "Ines Duarte" },
      profile: { name: "Production", version: 1 },
      rulesFrom: "binding",
      changes: null,
      smallestSet: { people: [{ id: people.reviewer }] },
      can: { start: true, cancel: true, use: false, promote: false, vote: false },
    },
  });
  expect(code(await reviewer("POST", `${at}/votes`, { decision: "approve" }))).toBe("not_waiting");
  expect((await pipeline("POST", `${at}/start`)).body.state).toBe("waiting");
  expect(code(await pipeline("POST", `${at}/use`, operation))).toBe("approval_not_ready");
  await reviewer("POST", `${at}/votes`, { decision: "approve" });
  expect((await pipeline("GET", at)).body).toMatchObject({
    use: "ready",
    can: { use: true, promote: false },
  });
  const used = await pipeline("POST", `${at}/use`, operation);
  expect(used).toMatchObject({ status: 201, body: { useId: expect.stringMatching(/^use_/) } });
  const { useId } = used.body;
  expect(code(await pipeline("POST", `${at}/uses/${useId}/complete`, { outcome: "done" }))).toBe(
    "invalid_input",
  );
  expect(await pipeline("POST", `${at}/uses/${useId}/complete`, { outcome: "succeeded" })).toMatchObject({
    status: 200,
    body: { state: "approved", use: "used", uses: [{ id: useId, outcome: "succeeded" }] },
  });
  expect(code(await pipeline("POST", `${at}/uses/${useId}/complete`, { outcome: "succeeded" }))).toBe(
    "approval_used",
  );
});

test("an idempotency key makes asking and using safe to repeat", async () => {
  const body = { ...ask, startedBy: people.developer };
  const twice = async (path: string, sent: object, key: string) => {
    const first = await pipeline("POST", path, sent, { "Idempotency-Key": key });
    const again = await pipeline("POST", path, sent, { "Idempotency-Key": key });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    return first;
  };
  expect((await twice("/approval-requests", body, "a")).status).toBe(201);
  await pipeline("POST", `${at}/start`);
  await reviewer("POST", `${at}/votes`, { decision: "approve" });
  expect((await twice(`${at}/use`, operation, "b")).status).toBe(201);
});

test("the pipeline cancels on its own time-out; then there is nothing to use", async () => {
  await opened();
  await pipeline("POST", `${at}/start`);
  expect(await pipeline("POST", `${at}/cancel`, { reason: "Timed out after 30 min" })).toMatchObject({
    status: 200,
    body: { state: "cancelled", closeReason: "Timed out after 30 min" },
  });
  expect(code(await pipeline("POST", `${at}/use`, operation))).toBe("approval_not_ready");
  expect(code(await pipeline("POST", `${at}/start`))).toBe("request_closed");
});

describe("asking is refused, in this order", () => {
  test("what is not understood, field by field", async () => {
    const fields = async (change: object) => {
      const { status, body } = await opened(change);
      return [status, ...(body.errors ?? []).map(({ path }: { path: string }) => path)];
    };
    expect(await fields({ surprise: 1 })).toEqual([422, "surprise"]);
    expect(await fields({ attempt: 0 })).toEqual([422, "attempt"]);
    expect(await fields({ resource: "" })).toEqual([422, "resource"]);
    expect(await fields({ action: undefined })).toEqual([422, "action"]);
    expect(await fields({ profile: "Production", rules: rulesFor(world, presets.flexible) })).toEqual([
      422,
      "rules",
    ]);
    expect(await fields({ rules: { steps: [] } })).toContain("rules.steps");
    expect(await fields({ startedBy: undefined })).toEqual([422, "startedBy"]);
    expect(await fields({ startedBy: "nobody@meridian.example" })).toEqual([422, "startedBy"]);
    expect(await fields({ startedBy: people.pipeline })).toEqual([422, "startedBy"]);
    expect(await fields({ workflow: "api-subscription" })).toEqual([422, "workflow"]);
    expect(await fields({ details: { a: "\u0000" } })).toEqual([422, "details.a"]);
  });

  test("who may not, before what is there already, before what is not gated", async () => {
    await opened();
    const off = () =>
      database.pool.query("update workflow_switch set enabled = false where organization_id = $1", [
        world.organizationId,
      ]);
    expect(code(await stranger("POST", "/approval-requests", ask))).toBe("not_found");
    expect(code(await reviewer("POST", "/approval-requests", ask))).toBe("not_permitted");
    const rules = rulesFor(world, presets.flexible);
    expect(code(await developer("POST", "/approval-requests", { ...ask, rules }))).toBe("not_permitted");
    await off();
    const again = await developer("POST", "/approval-requests", ask);
    expect(again).toMatchObject({ status: 409, body: { code: "request_exists", facts: { number: 1 } } });
    expect(code(await developer("POST", "/approval-requests", { ...ask, attempt: 2 }))).toBe(
      "workflow_disabled",
    );
    const own = { ...ask, attempt: 2, rules };
    expect(code(await admin("POST", "/approval-requests", own))).toBe("workflow_disabled");
  });

  test("rules that run by themselves take promotion.execute, too", async () => {
    const rules = { ...rulesFor(world, presets.flexible), onApproval: "execute" };
    const narrow = await makeToken(database.db, world.organizationId, people.admin as never, [
      "request.create",
      "request.set_rules",
    ]);
    expect(code(await callerOf(narrow.token)("POST", "/approval-requests", { ...ask, rules }))).toBe(
      "not_permitted",
    );
    expect(code(await admin("POST", "/approval-requests", { ...ask, rules }))).toBe("ok");
  });

  test("rules that can never pass", async () => {
    const rules = rulesFor(world, presets.flexible, { requirement: { requiredApprovals: 5 } });
    expect(await admin("POST", "/approval-requests", { ...ask, rules })).toMatchObject({
      status: 422,
      body: {
        code: "rules_unsatisfiable",
        errors: [{ path: "rules.steps.0.requirements.0.requiredApprovals" }],
      },
    });
  });
});

test("rules set by the requester are said to be", async () => {
  const rules = { ...rulesFor(world, presets.flexible), startsWaiting: true };
  expect((await admin("POST", "/approval-requests", { ...ask, rules })).body).toMatchObject({
    state: "waiting",
    profile: null,
    rulesFrom: "requester",
    rules: { startsWaiting: true },
  });
});

test("whoever may not see it gets the same answer as for a number that is not there", async () => {
  await opened();
  const calls: [string, string, object?][] = [
    ["GET", ""],
    ["GET", "?wait=1"],
    ["GET", "/events"],
    ["POST", "/start", {}],
    ["POST", "/cancel", {}],
    ["POST", "/votes", { decision: "approve" }],
    ["POST", "/use", operation],
    ["POST", "/uses/use_1/complete", { outcome: "failed" }],
  ];
  for (const [method, path, body] of calls) {
    const there = await stranger(method, `${at}${path}`, body);
    const nowhere = await stranger(method, `/approval-requests/99${path}`, body);
    const told = ({ status, body: said }: typeof there) => ({ status, ...said, requestId: null });
    expect(told(there), path).toEqual(told(nowhere));
    expect(there.status).toBe(404);
  }
});

test("what a token is not for, it does not do with a request of its member's", async () => {
  await opened();
  const builds = callerOf(
    (await makeToken(database.db, world.organizationId, people.pipeline as never, ["build.report"])).token,
  );
  expect(code(await builds("POST", `${at}/use`, operation))).toBe("not_permitted");
  expect(code(await builds("POST", `${at}/uses/use_1/complete`, { outcome: "failed" }))).toBe(
    "not_permitted",
  );
  expect(code(await builds("GET", `${at}?wait=5`))).toBe("not_permitted");
});
