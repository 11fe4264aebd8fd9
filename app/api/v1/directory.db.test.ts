import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeMember, makeWorld, type World } from "@/db/testing/world";
import type { Caller } from "@/lib/directory/caller";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();

let world: World;
let admin: Caller["member"];
let call: Call;

async function callAs(member: Caller["member"], scopes: Parameters<typeof makeToken>[3] = []) {
  const { token } = await makeToken(database.db, world.organizationId, member.id, scopes);
  return callerOf(token);
}

beforeAll(async () => {
  world = await makeWorld(database.db);
  admin = await makeMember(world, "Vera Lind", ["administrator"]);
  call = await callAs(admin);
});

describe("members", () => {
  test("a person is invited with roles in the organization and in a project, and changed later", async () => {
    const roles = [{ role: "Reviewer" }, { role: "developer", project: "shop" }];
    const made = await call("POST", "/members", {
      email: "Rune@meridian.example",
      name: "Rune Kvist",
      roles,
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        kind: "person",
        joined: false,
        disabledAt: null,
        roles: [
          { role: "developer", project: "shop" },
          { role: "reviewer", project: null },
        ],
        invitation: { path: expect.stringMatching(/^\/invitation\?token=/) },
      },
    });
    const changed = await call("PATCH", `/members/${made.body.id}`, {
      roles: [{ role: "auditor" }],
      disabled: true,
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { roles: [{ role: "auditor", project: null }], disabledAt: expect.any(String) },
    });
    expect(changed.body).not.toHaveProperty("invitation");
    const again = await call("POST", "/members", { email: "rune@MERIDIAN.example", name: "Another" });
    expect(again).toMatchObject({ status: 409, body: { code: "name_taken", errors: [{ path: "email" }] } });
  });

  test("the last administrator stays one", async () => {
    const refused = { status: 409, body: { code: "in_use" } };
    expect(await call("PATCH", `/members/${admin.id}`, { disabled: true })).toMatchObject(refused);
    const inShop = { roles: [{ role: "administrator", project: "shop" }] };
    expect(await call("PATCH", `/members/${admin.id}`, inShop)).toMatchObject(refused);
    const service = {
      kind: "service",
      email: "ci@meridian.example",
      name: "CI",
      roles: [{ role: "administrator" }],
    };
    expect((await call("POST", "/members", service)).status).toBe(201);
    expect(await call("PATCH", `/members/${admin.id}`, { roles: [] })).toMatchObject(refused);
  });

  test("only who manages members sees and changes them", async () => {
    const developer = await callAs(await makeMember(world, "Ines Duarte", ["developer"]));
    for (const [method, path, body] of [
      ["GET", "/members", undefined],
      ["POST", "/members", { email: "n@meridian.example", name: "N" }],
      ["GET", "/roles", undefined],
      ["POST", "/roles", { name: "Mine", permissions: ["member.manage"] }],
      ["POST", "/groups", { name: "Mine" }],
      ["POST", "/environments", { name: "Mine" }],
      ["POST", "/projects", { name: "Mine" }],
      ["GET", "/audit-events", undefined],
    ] as const)
      expect(await developer(method, path, body), `${method} ${path}`).toMatchObject({
        status: 403,
        body: { code: "not_permitted" },
      });
  });
});

test("roles and groups of one's own", async () => {
  const role = await call("POST", "/roles", { name: "Release managers", permissions: ["catalog.read"] });
  expect(role).toMatchObject({ status: 201, body: { system: null, permissions: ["catalog.read"] } });
  expect(await call("POST", "/roles", { name: "release MANAGERS" })).toMatchObject({
    status: 409,
    body: { code: "name_taken" },
  });
  expect((await call("GET", "/roles?limit=100")).body.items).toHaveLength(5);
  expect(await call("POST", "/groups", { name: "On call", members: [admin.email] })).toMatchObject({
    status: 201,
    body: { name: "On call", members: [{ id: admin.id, name: "Vera Lind" }] },
  });
  const emptied = await call("PUT", "/groups/on%20CALL/members", { members: [] });
  expect(emptied).toMatchObject({ status: 200, body: { members: [] } });
  expect((await call("GET", "/groups")).body.items).toMatchObject([{ name: "On call", members: [] }]);
});

describe("tokens", () => {
  test("a new one is shown once, acts as its member, and ends when it is revoked", async () => {
    const made = await call("POST", "/tokens", { name: "Laptop", scopes: ["catalog.read", "request.read"] });
    expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^cs_[\w-]{43}$/) } });
    const { id, token } = made.body;
    const listed = (await call("GET", "/tokens")).body.items.find((one: { id: string }) => one.id === id);
    expect(listed).toMatchObject({ hint: token.slice(0, 8), lastUsedAt: null });
    expect(listed).not.toHaveProperty("token");
    const held = callerOf(token);
    expect((await held("GET", "/me")).body).toMatchObject({
      member: { id: admin.id },
      permissions: ["catalog.read", "request.read"],
      scopes: ["catalog.read", "request.read"],
    });
    expect((await call("DELETE", `/tokens/${id}`)).body.revokedAt).not.toBeNull();
    expect((await held("GET", "/me")).status).toBe(401);
  });

  test("one without scopes neither decides nor reports on deployments", async () => {
    const { scopes } = (await call("GET", "/me")).body;
    expect(scopes).toContain("request.create");
    expect(scopes).not.toContain("decide");
    expect(scopes).not.toContain("deployment.report");
  });

  test("a narrow one begets none, and none that is wider", async () => {
    const narrow = await callAs(admin, ["build.report"]);
    expect((await narrow("POST", "/tokens", { name: "More" })).status).toBe(403);
    expect((await narrow("GET", "/tokens")).status).toBe(403);
    const managing = await callAs(admin, ["token.manage", "build.report"]);
    for (const scopes of [[], ["decide"], ["build.report", "member.manage"]])
      expect(await managing("POST", "/tokens", { name: "More", scopes })).toMatchObject({
        status: 422,
        body: { errors: [{ path: "scopes" }] },
      });
    expect((await managing("POST", "/tokens", { name: "Same", scopes: ["build.report"] })).status).toBe(201);
  });

  test("a narrow one may not what its member may, and says so", async () => {
    const narrow = await callAs(admin, ["build.report"]);
    expect(await narrow("GET", "/projects/shop")).toMatchObject({
      status: 403,
      body: { code: "not_permitted" },
    });
    expect(await narrow("GET", "/projects")).toMatchObject({ status: 403, body: { code: "not_permitted" } });
  });

  test("administrators make service accounts' tokens, without decide, and nobody else's", async () => {
    const robot = await makeMember(world, "Robot", ["developer"], "service");
    const other = await makeMember(world, "Other Person", ["administrator"]);
    const own = { name: "CI", scopes: ["build.report"], member: robot.email };
    const made = await call("POST", "/tokens", own);
    expect(made).toMatchObject({ status: 201, body: { member: { id: robot.id, kind: "service" } } });
    const errors = { status: 422, body: { code: "invalid_input" } };
    expect(await call("POST", "/tokens", { ...own, scopes: ["decide"] })).toMatchObject(errors);
    expect(await call("POST", "/tokens", { ...own, member: other.email })).toMatchObject(errors);
    expect(await call("POST", "/tokens", { ...own, expiresInDays: 367 })).toMatchObject(errors);
    const asOther = await callAs(other);
    const listed = (await asOther("GET", "/tokens?limit=100")).body.items;
    expect(listed.map((one: { member: { id: string } }) => one.member.id).sort()).toEqual(
      [other.id, robot.id].sort(),
    );
  });

  test("its last use is written, and not again within a minute", async () => {
    const { id, token } = (await call("POST", "/tokens", { name: "Used" })).body;
    const lastUse = async () =>
      (await call("GET", "/tokens?limit=100")).body.items.find((one: { id: string }) => one.id === id)
        .lastUsedAt;
    await callerOf(token)("GET", "/me");
    const first = await lastUse();
    expect(first).not.toBeNull();
    await callerOf(token)("GET", "/me");
    expect(await lastUse()).toBe(first);
  });
});

test("every administrative change is on the record, newest first, page by page", async () => {
  const fresh = await makeWorld(database.db);
  const auditor = await makeMember(fresh, "Aud Itor", ["auditor", "administrator"]);
  const { token } = await makeToken(database.db, fresh.organizationId, auditor.id);
  const as = callerOf(token);
  await as("POST", "/projects", { name: "Bank" });
  await as("POST", "/projects/bank/components", { name: "Ledger" });
  await as("POST", "/environments", { name: "Preview" });
  await as("POST", "/roles", { name: "Managers" });
  const first = (await as("GET", "/audit-events?limit=3")).body;
  expect(first.items.map(({ type }: { type: string }) => type)).toEqual([
    "role.created",
    "environment.created",
    "component.created",
  ]);
  const second = (await as("GET", `/audit-events?limit=3&cursor=${first.nextCursor}`)).body;
  expect(second).toMatchObject({ items: [{ sequence: 1, type: "project.created" }], nextCursor: null });
  expect(second.items[0].actor).toMatchObject({ kind: "member", memberId: auditor.id, via: "api" });
  const filtered = (await as("GET", "/audit-events?type=role.created")).body.items;
  expect(filtered).toHaveLength(1);
});
