import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { disable, makeMember } from "@/db/testing/world";
import { makeScene, type Person } from "@/lib/approvals/testing/scene";
import type { TokenScope } from "@/lib/auth/token-scopes";
import { callerOf, makeToken } from "./_testing/as-token";

const held = useDatabase();
const workflow = "environment-promotion";
const subject = { project: "shop", component: "checkout", from: "staging", to: "production" };
const deployments = "/projects/shop/components/checkout/deployments";
const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString("base64url");

async function scene() {
  const made = await makeScene(held.db);
  const as = async (person: Person, scopes: TokenScope[] = []) =>
    callerOf((await makeToken(held.db, made.world.organizationId, person.id, scopes)).token);
  return { ...made, call: as };
}

describe("what no column holds is said beside the field", () => {
  const tooLarge = 2_147_483_648;
  const distant = "+275760-09-13T00:00:00.000Z";

  test.each([
    ["/approval-requests", { workflow, subject: { ...subject, build: tooLarge } }, "subject.build"],
    [deployments, { kind: "promote", from: "staging", environment: "production", build: tooLarge }, "build"],
    [deployments, { kind: "promote", environment: "production", request: tooLarge }, "request"],
    [deployments, { kind: "rollback", environment: "production", build: tooLarge }, "build"],
  ])("POST %s %j", async (path, body, field) => {
    const { call, dev } = await scene();
    const answer = await (await call(dev))("POST", path, body);
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([
      422,
      "invalid_input",
      field,
    ]);
  });

  test.each([
    `/approval-requests?cursor=${cursorOf([distant, "req_1"])}`,
    `/approval-requests?canDecide=true&cursor=${cursorOf([distant, "req_1"])}`,
    `/projects/shop/components/checkout/builds?cursor=${cursorOf([tooLarge])}`,
    `/audit-events?cursor=${cursorOf([Number.MAX_SAFE_INTEGER])}`,
    "/approval-requests?from=0000-01-01T00:00:00Z",
    "/audit-events?to=0000-01-01T00:00:00Z",
  ])("GET %s", async (path) => {
    const { call, admin } = await scene();
    const answer = await (await call(admin))("GET", path);
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_input"]);
  });
});

describe("a token that says what it is for", () => {
  test("does that without reading anything else, and is told what it did", async () => {
    const { call, dev, rune } = await scene();
    const ask = await (await call(dev, ["request.create"]))("POST", "/approval-requests", {
      workflow,
      subject,
    });
    expect([ask.status, ask.body.number]).toEqual([201, 1]);
    const vote = await (await call(rune, ["decide"]))("POST", "/approval-requests/1/votes", {
      decision: "approve",
    });
    expect([vote.status, vote.body.state]).toEqual([201, "approved"]);
    const deployer = await call(dev, ["promotion.execute"]);
    const promote = await deployer("POST", deployments, {
      kind: "promote",
      environment: "production",
      request: 1,
    });
    expect([promote.status, promote.body.request]).toEqual([201, 1]);
    expect((await deployer("GET", deployments)).status).toBe(403);
  });

  test("for builds does nothing about requests, not even its member's own", async () => {
    const { call, dev } = await scene();
    await (await call(dev))("POST", "/approval-requests", { workflow, subject });
    const builds = await call(dev, ["build.report"]);
    for (const answer of [
      await builds("GET", "/approval-requests/1"),
      await builds("GET", "/approval-requests"),
      await builds("POST", "/approval-requests/1/comments", { text: "Hm" }),
      await builds("POST", "/approval-requests/1/cancel", {}),
      await builds("POST", "/approval-requests/1/votes", { decision: "approve" }),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, "not_permitted"]);
  });

  test("without `decide` is not told that it could vote, and learns of no number that it may not see", async () => {
    const { call, dev, rune } = await scene();
    await (await call(dev))("POST", "/approval-requests", { workflow, subject });
    const reader = await call(rune);
    expect((await reader("GET", "/approval-requests/1")).body.can.vote).toBe(false);
    const votes = (number: number) =>
      reader("POST", `/approval-requests/${number}/votes`, { decision: "approve" });
    expect((await votes(1)).body.code).toBe("not_permitted");
    expect((await votes(2)).body.code).toBe("not_found");
  });
});

test("a pipeline asks for a person: neither for itself, another service account nor somebody disabled", async () => {
  const { call, world, dev } = await scene();
  const pipeline = await makeMember(world, "Pipeline", ["developer"], "service");
  const gone = await makeMember(world, "Gone", ["developer"]);
  await disable(world, gone.id);
  const ask = async (startedBy: string) =>
    (await call(pipeline))("POST", "/approval-requests", { workflow, subject, startedBy });
  for (const who of [pipeline.id, gone.email]) {
    const answer = await ask(who);
    expect([answer.status, answer.body.errors?.[0].path]).toEqual([422, "startedBy"]);
  }
  expect((await ask(dev.email)).status).toBe(201);
});

test("canDecide=true and the other filters hold together", async () => {
  const { call, dev, rune } = await scene();
  await (await call(dev))("POST", "/approval-requests", { workflow, subject });
  const reviewer = await call(rune);
  const found = async (query: string) =>
    (await reviewer("GET", `/approval-requests?canDecide=true${query}`)).body.items.length;
  expect(await found("")).toBe(1);
  expect(await found("&project=shop&environment=production&state=open")).toBe(1);
  expect(await found("&project=other")).toBe(0);
  expect(await found("&state=approved")).toBe(0);
  expect(await found(`&requester=${rune.email}`)).toBe(0);
});
