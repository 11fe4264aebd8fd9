import { beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeMember, makeRole, makeWorld, type World } from "@/db/testing/world";
import { presets } from "@/lib/approvals/core/presets";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
const path = "/workflows/environment-promotion";
const bindings = `${path}/bindings`;

let world: World;
let call: Call;
let asDeveloper: Call;

beforeEach(async () => {
  world = await makeWorld(database.db);
  const tokenOf = async (name: string, role: "administrator" | "developer" | "reviewer") => {
    const member = await makeMember(world, name, [role]);
    return callerOf((await makeToken(database.db, world.organizationId, member.id)).token);
  };
  call = await tokenOf("Vera Lind", "administrator");
  asDeveloper = await tokenOf("Ines Duarte", "developer");
  await tokenOf("Rune Kvist", "reviewer");
  await tokenOf("Sol Okafor", "reviewer");
});

/** Rules that the role's holders decide. */
function rulesOf(role: string, requiredApprovals = 1) {
  const { rules } = presets.countersign;
  const [step] = rules.steps;
  const [requirement] = step?.requirements ?? [];
  const approvers = { roles: [{ roleId: role, scope: "project" }], groups: [], users: [], narrowTo: null };
  return {
    ...rules,
    steps: [{ name: "Approval", requirements: [{ ...requirement, approvers, requiredApprovals }] }],
  };
}

describe("workflows", () => {
  test("what PUT says is what GET tells", async () => {
    const said = {
      targets: "every",
      roles: ["reviewer"],
      assignees: ["vera.lind@meridian.example"],
      assigneesMode: "add",
      requiredApprovals: 2,
    };
    const put = await call("PUT", path, { enabled: true, ...said });
    expect(put).toMatchObject({ status: 200, body: { enabled: true, ...said, ended: [] } });
    const { body } = await call("GET", "/workflows");
    expect(body.items).toHaveLength(4);
    expect(body.items[0]).toMatchObject({
      workflow: "environment-promotion",
      enabled: true,
      enforced: true,
      profile: "Environment Promotion",
      ...said,
    });
  });

  test("a workflow that nothing enforces, one that is unknown, and a caller who may not", async () => {
    const subscriptions = await call("PUT", "/workflows/api-subscription", { enabled: true });
    expect(subscriptions).toMatchObject({ status: 422, body: { code: "invalid_input" } });
    expect(await call("PUT", "/workflows/lunch", { enabled: true })).toMatchObject({ status: 404 });
    for (const [method, body] of [["GET"], ["PUT", { enabled: true }]] as const)
      expect(await asDeveloper(method, method === "GET" ? "/workflows" : path, body)).toMatchObject({
        status: 403,
        body: { code: "not_permitted" },
      });
  });

  test("turning off needs a reason", async () => {
    await call("PUT", path, { enabled: true, roles: ["reviewer"] });
    expect(await call("PUT", path, { enabled: false })).toMatchObject({
      status: 422,
      body: { code: "reason_required", errors: [{ path: "reason" }] },
    });
    expect(await call("PUT", path, { enabled: false, reason: "Over" })).toMatchObject({
      status: 200,
      body: { enabled: false },
    });
  });

  test("turning off takes no rules: each that was sent is named", async () => {
    await call("PUT", path, { enabled: true, roles: ["reviewer"] });
    const sent = { enabled: false, reason: "Over", targets: "every", requiredApprovals: 2 };
    expect(await call("PUT", path, sent)).toMatchObject({
      status: 422,
      body: { code: "invalid_input", errors: [{ path: "targets" }, { path: "requiredApprovals" }] },
    });
    expect((await call("GET", "/workflows")).body.items[0]).toMatchObject({ enabled: true });
  });

  test("rules that can never pass are refused at their field", async () => {
    const role = await makeRole(world, "Nobody holds this");
    for (const [body, field] of [
      [{ roles: [] }, "roles"],
      [{ roles: [role] }, "requiredApprovals"],
      [
        { roles: ["reviewer"], assignees: ["vera.lind@meridian.example"], assigneesMode: "narrow" },
        "assignees",
      ],
    ] as const)
      expect(await call("PUT", path, { enabled: true, ...body })).toMatchObject({
        status: 422,
        body: { code: "rules_unsatisfiable", errors: [{ path: field }] },
      });
    expect((await call("GET", "/workflows")).body.items[0]).toMatchObject({ enabled: false });
  });

  test("a profile of several requirements is bound by name and told in words", async () => {
    const rules = rulesOf("reviewer");
    const [step] = rules.steps;
    const two = { ...rules, steps: [step, { ...step, name: "Again" }] };
    expect(await call("POST", "/profiles", { name: "Twice", rules: two })).toMatchObject({ status: 201 });
    expect(await call("PUT", path, { enabled: true, profile: "twice" })).toMatchObject({
      status: 200,
      body: {
        profile: "Twice",
        roles: null,
        rulesInWords: ["Approval: 1 of reviewer", "Again: 1 of reviewer"],
      },
    });
    expect(await call("PUT", path, { enabled: true, requiredApprovals: 2 })).toMatchObject({ status: 422 });
  });
});

describe("profiles", () => {
  test("made, read, edited in place by who read the newest, and checked", async () => {
    const made = await call("POST", "/profiles", { name: "Release", rules: rulesOf("reviewer") });
    expect(made).toMatchObject({ status: 201, body: { name: "Release", version: 1, pinnedAt: null } });
    expect(made.body.rules.steps[0].requirements[0].approvers.roles).toEqual([
      { roleId: world.roles.reviewer, scope: "project" },
    ]);
    const { rulesHash: basedOn } = made.body;
    const rules = rulesOf("reviewer", 2);
    expect(await call("PUT", "/profiles/release", { rules, basedOn })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    expect(await call("PUT", "/profiles/release", { rules: rulesOf("reviewer"), basedOn })).toMatchObject({
      status: 409,
      body: { code: "profile_changed", facts: { version: 1 } },
    });
    expect((await call("GET", "/profiles?limit=1")).body.items).toMatchObject([{ name: "Release" }]);
    expect(await call("GET", "/profiles/release?version=2")).toMatchObject({ status: 404 });
    expect(await call("POST", "/profiles/release/check", {})).toMatchObject({
      body: {
        satisfiable: true,
        problems: [],
        warnings: [
          expect.stringMatching(/^When one of them asks/),
          expect.stringMatching(/hang on one person/),
        ],
        couldApprove: [{ name: "Rune Kvist" }, { name: "Sol Okafor" }],
        hangsOn: [{ name: "Rune Kvist" }, { name: "Sol Okafor" }],
        ownRequestsCannotPass: [{ name: "Rune Kvist" }, { name: "Sol Okafor" }],
      },
    });
    expect(await call("POST", "/profiles/release/check", { rules: rulesOf("reviewer", 3) })).toMatchObject({
      body: { satisfiable: false, problems: [{ path: "steps.0.requirements.0.requiredApprovals" }] },
    });
  });

  test("a name that is taken, one that is not there, and people of another organization", async () => {
    const body = { name: "Release", rules: rulesOf("reviewer") };
    await call("POST", "/profiles", body);
    expect(await call("POST", "/profiles", { ...body, name: "release" })).toMatchObject({
      status: 409,
      body: { code: "name_taken" },
    });
    expect(await call("PUT", "/profiles/nothing", { rules: body.rules, basedOn: "x" })).toMatchObject({
      status: 404,
    });
    const other = await makeWorld(database.db);
    const foreign = { name: "Foreign", rules: rulesOf(other.roles.reviewer) };
    expect(await call("POST", "/profiles", foreign)).toMatchObject({
      status: 422,
      body: {
        code: "invalid_input",
        errors: [
          { path: expect.stringMatching(/^rules\.steps\.0\.requirements\.0\.approvers\.roles\.0\.roleId/) },
        ],
      },
    });
    expect(await asDeveloper("POST", "/profiles", body)).toMatchObject({ status: 403 });
  });
});

describe("bindings", () => {
  beforeEach(async () => {
    await call("PUT", path, { enabled: true, roles: ["reviewer"] });
    await call("POST", "/profiles", { name: "Release", rules: rulesOf("reviewer") });
  });

  test("the same scope twice is a conflict, from POST and from PUT", async () => {
    const said = { profile: "Release", project: "shop", component: "checkout", to: "staging" };
    const made = await call("POST", bindings, said);
    expect(made).toMatchObject({
      status: 201,
      body: { ...said, from: null, targets: "critical", ended: [] },
    });
    expect(await call("POST", bindings, said)).toMatchObject({
      status: 409,
      body: { code: "binding_conflict" },
    });
    expect(await call("POST", bindings, { profile: "Release" })).toMatchObject({
      status: 409,
      body: { code: "binding_conflict" },
    });
    const second = await call("POST", bindings, { ...said, to: "production" });
    expect(await call("PUT", `${bindings}/${second.body.id}`, said)).toMatchObject({
      status: 409,
      body: { code: "binding_conflict" },
    });
    expect((await call("GET", bindings)).body.items).toHaveLength(3);
  });

  test("taking one away needs a reason where nothing else gates the same, and changes nothing without", async () => {
    const staging = await call("POST", bindings, { profile: "Release", to: "staging" });
    const one = `${bindings}/${staging.body.id}`;
    expect(await call("DELETE", one)).toMatchObject({ status: 422, body: { code: "reason_required" } });
    expect((await call("GET", bindings)).body.items).toHaveLength(2);
    expect(await call("DELETE", one, { reason: "Not there" })).toMatchObject({
      status: 200,
      body: { to: "staging" },
    });
    expect(await call("DELETE", one, { reason: "Again" })).toMatchObject({ status: 404 });
    const specific = await call("POST", bindings, { profile: "Release", project: "shop" });
    expect(await call("DELETE", `${bindings}/${specific.body.id}`)).toMatchObject({ status: 200 });
  });

  test("unknown slugs and half a path are refused at their field", async () => {
    for (const [more, field] of [
      [{ project: "nowhere" }, "project"],
      [{ component: "checkout" }, "project"],
      [{ project: "shop", component: "nothing" }, "component"],
      [{ to: "moon" }, "to"],
      [{ from: "staging" }, "to"],
      [{ profile: "None" }, "profile"],
    ] as const)
      expect(await call("POST", bindings, { profile: "Release", ...more })).toMatchObject({
        status: 422,
        body: { code: "invalid_input", errors: [{ path: field }] },
      });
  });
});
