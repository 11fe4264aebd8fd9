import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeBuild, makeLive, makeMember, makeWorld, type World } from "@/db/testing/world";
import type { Caller } from "@/lib/directory/caller";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
const component = "/projects/shop/components/checkout";
const ask = {
  workflow: "environment-promotion",
  subject: { project: "shop", component: "checkout", from: "staging", to: "production" },
  message: "Needed today",
};

let world: World;
let members: Record<"admin" | "developer" | "second" | "reviewer", Caller["member"]>;
let as: Record<keyof typeof members, Call>;

async function callAs(member: Caller["member"], scopes: Parameters<typeof makeToken>[3] = []) {
  return callerOf((await makeToken(database.db, world.organizationId, member.id, scopes)).token);
}

beforeAll(async () => {
  world = await makeWorld(database.db);
  members = {
    admin: await makeMember(world, "Vera Lind", ["administrator"]),
    developer: await makeMember(world, "Ines Duarte", ["developer"]),
    second: await makeMember(world, "Second Developer", ["developer"]),
    reviewer: await makeMember(world, "Rune Kvist", ["reviewer"]),
  };
  as = {
    admin: await callAs(members.admin),
    developer: await callAs(members.developer),
    second: await callAs(members.second),
    reviewer: await callAs(members.reviewer, ["catalog.read", "request.read", "decide"]),
  };
  const build = await makeBuild(world, 46, members.admin.id);
  await makeLive(world, world.environments.production, build, members.admin.id);
  const next = await makeBuild(world, 47, members.admin.id);
  await makeLive(world, world.environments.staging, next, members.admin.id);
  const saved = await as.admin("PUT", "/workflows/environment-promotion", {
    enabled: true,
    roles: ["reviewer"],
  });
  expect(saved.status).toBe(200);
});

test("a component answers with what is live everywhere and what the caller can do next", async () => {
  const answered = await as.developer("GET", component);
  expect(answered).toMatchObject({
    status: 200,
    body: {
      latestBuild: { number: 47 },
      environments: [
        { environment: "development", live: null, status: "Nothing deployed" },
        {
          environment: "staging",
          status: "Delivered",
          live: { build: 47 },
          next: [{ to: "production", action: "request", build: 47 }],
        },
        { environment: "production", critical: true, live: { build: 46 }, next: [] },
      ],
    },
  });
});

describe("with the workflow on, nothing reaches Production without an approval", () => {
  test.each([
    ["promote", { from: "staging" }, "approval_required", 403],
    ["promote", { from: "staging", build: 47 }, "approval_required", 403],
    ["configure", { configuration: { set: { A: "1" } } }, "approval_required", 403],
    ["deploy", { build: 47 }, "approval_required", 403],
    ["rollback", { build: 47 }, "invalid_input", 422],
    ["promote", { from: "staging", request: 1 }, "not_found", 404],
  ])("%s %j: %s", async (kind, more, code, status) => {
    const answered = await as.admin("POST", `${component}/deployments`, {
      kind,
      environment: "production",
      ...more,
    });
    expect(answered).toMatchObject({ status, body: { code } });
    expect((await as.admin("GET", `${component}/deployments`)).body.items).toHaveLength(2);
  });
});

test("a promotion is asked for, decided and used by REST alone, as the documents say", async () => {
  const opened = await as.developer("POST", "/approval-requests", ask);
  expect(opened).toMatchObject({
    status: 201,
    body: {
      number: 1,
      state: "waiting",
      use: "none",
      subject: { project: "shop", component: "checkout", from: "staging", to: "production", build: 47 },
      requester: { id: members.developer.id, name: "Ines Duarte" },
      startedBy: null,
      fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      message: "Needed today",
      steps: [{ state: "open", requirements: [{ canDecide: [{ id: members.reviewer.id }] }] }],
      can: { vote: false, cancel: true, override: false, promote: false },
    },
  });
  expect(await as.second("POST", "/approval-requests", ask)).toMatchObject({
    status: 409,
    body: { code: "request_exists", facts: { number: 1 } },
  });

  const vote = { decision: "approve", comment: "Fine" };
  expect(await as.developer("POST", "/approval-requests/1/votes", vote)).toMatchObject({
    status: 403,
    body: { code: "not_permitted" },
  });
  const list = await as.reviewer("GET", "/approval-requests?canDecide=true");
  expect(list.body).toMatchObject({ items: [{ number: 1, state: "waiting" }], nextCursor: null });
  const voted = await as.reviewer("POST", "/approval-requests/1/votes", vote);
  expect(voted).toMatchObject({
    status: 201,
    body: { state: "approved", use: "ready", votes: [{ decision: "approve", comment: "Fine" }] },
  });
  expect(await as.reviewer("POST", "/approval-requests/1/votes", vote)).toMatchObject({
    status: 409,
    body: { code: "request_closed" },
  });
  expect((await as.reviewer("GET", "/approval-requests?state=waiting")).body.items).toEqual([]);
  expect((await as.reviewer("GET", "/approval-requests?state=approved,rejected")).body.items).toHaveLength(1);

  const events = (await as.developer("GET", "/approval-requests/1/events?limit=100")).body.items;
  expect(events.map(({ type }: { type: string }) => type)).toEqual([
    "request.opened",
    "step.opened",
    "vote.cast",
    "step.approved",
    "request.approved",
  ]);
  expect(events[1].previousHash).toBe(events[0].hash);
});

test("somebody of another organization gets the same answer for a request that is there and one that is not", async () => {
  const other = await makeWorld(database.db);
  const foreign = await makeMember(other, "Foreign", ["administrator"]);
  const call = callerOf(
    (await makeToken(database.db, other.organizationId, foreign.id, ["decide", "request.read"])).token,
  );
  for (const [method, path, body] of [
    ["GET", "", undefined],
    ["GET", "/events", undefined],
    ["POST", "/votes", { decision: "approve" }],
    ["POST", "/cancel", {}],
    ["POST", "/comments", { text: "Hello" }],
    ["POST", "/revoke", { reason: "No" }],
  ] as const) {
    const there = await call(method, `/approval-requests/1${path}`, body);
    const missing = await call(method, `/approval-requests/999${path}`, body);
    const said = ({ status, body: { code, detail } }: typeof there) => ({ status, code, detail });
    expect(said(there), `${method} ${path}`).toEqual(said(missing));
    expect(there.status).toBe(404);
  }
});
