import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeMember } from "@/db/testing/world";
import { makeScene, type Scene } from "@/lib/approvals/testing/scene";
import type { TokenScope } from "@/lib/auth/token-scopes";
import type { Caller } from "@/lib/directory/caller";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

/** Start, override and delegations as a pipeline calls them. */
const database = useDatabase();
let scene: Scene;
let as: Record<"admin" | "dev" | "rune" | "sol", Call>;

async function callAs(member: Caller["member"], scopes: TokenScope[] = []) {
  return callerOf((await makeToken(database.db, scene.world.organizationId, member.id, scopes)).token);
}

beforeAll(async () => {
  scene = await makeScene(database.db, { preset: "flexible", change: { allowOverride: true } });
  const sol = await makeMember(scene.world, "Sol Okafor");
  const deciding: TokenScope[] = ["request.read", "decide"];
  as = {
    admin: await callAs(scene.admin),
    dev: await callAs(scene.dev),
    rune: await callAs(scene.rune, deciding),
    sol: await callAs(sol, deciding),
  };
});

const ask = {
  workflow: "environment-promotion",
  subject: { project: "shop", component: "checkout", from: "staging", to: "production" },
};
const wish = { to: "sol.okafor@meridian.example", from: "2026-01-01T00:00:00Z", scope: "organization" };

test("a request is opened, started by its requester, decided by a delegate, and names both", async () => {
  expect((await as.dev("POST", "/approval-requests", ask)).body).toMatchObject({
    number: 1,
    state: "new",
    can: { start: true },
  });
  expect((await as.rune("POST", "/approval-requests/1/start")).body.code).toBe("not_permitted");
  const started = await as.dev("POST", "/approval-requests/1/start");
  expect(started).toMatchObject({ status: 200, body: { state: "waiting", can: { start: false } } });
  expect((await as.dev("POST", "/approval-requests/1/start")).body.code).toBe("already_started");

  const made = await as.rune("POST", "/delegations", wish);
  expect(made).toMatchObject({
    status: 201,
    body: { principal: { name: "Rune Kvist" }, to: { name: "Sol Okafor" }, until: null, state: "active" },
  });
  const listed = await as.sol("GET", "/delegations");
  expect(listed.body).toEqual({ items: [made.body], nextCursor: null });
  const voted = await as.sol("POST", "/approval-requests/1/votes", { decision: "approve" });
  expect(voted.body.votes).toMatchObject([
    { voter: { name: "Sol Okafor" }, onBehalfOf: { name: "Rune Kvist" }, decision: "approve" },
  ]);
  expect((await as.sol("POST", `/delegations/${made.body.id}/cancel`)).body.code).toBe("not_permitted");
  const cancelled = await as.rune("POST", `/delegations/${made.body.id}/cancel`);
  expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
});

test("what is wrong with a delegation is said at its field", async () => {
  for (const [wrong, path] of [
    [{ to: "rune.kvist@meridian.example" }, "to"],
    [{ to: "nobody" }, "to"],
    [{ until: "2025-01-01T00:00:00Z" }, "until"],
    [{ from: undefined }, "from"],
    [{ from: "9999-12-31T23:59:59-14:00" }, "from"],
    [{ scope: { project: "nowhere" } }, "scope.project"],
    [{ scope: "everything" }, "scope"],
    [{ member: "mem_1" }, "member"],
  ] as const) {
    const { status, body } = await as.rune("POST", "/delegations", { ...wish, ...wrong });
    expect([status, body.code, body.errors?.[0]?.path], path).toEqual([422, "invalid_input", path]);
  }
  expect((await as.dev("POST", "/delegations", wish)).body).toMatchObject({
    status: 403,
    code: "not_permitted",
  });
});

test("an override takes the permission, a decision and a reason, which is on the record", async () => {
  await as.dev("POST", "/approval-requests", ask);
  const path = "/approval-requests/2/override";
  expect((await as.dev("POST", path, { decision: "approve", reason: "x" })).body.code).toBe("not_permitted");
  expect((await as.admin("POST", path, { decision: "approve" })).body).toMatchObject({
    status: 422,
    code: "reason_required",
  });
  expect((await as.admin("POST", path, { reason: "x" })).body.code).toBe("invalid_input");
  const done = await as.admin("POST", path, { decision: "reject", reason: "The board said no" });
  expect(done).toMatchObject({
    status: 200,
    body: { state: "rejected", overridden: true, closeReason: "The board said no" },
  });
  expect((await as.admin("POST", path, { decision: "approve", reason: "x" })).body.code).toBe(
    "request_closed",
  );
});
