import { beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeBuild, makeLive, makeMember, makeWorld, type World } from "@/db/testing/world";
import { presets } from "@/lib/approvals/core/presets";
import type { Caller } from "@/lib/directory/caller";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
const workflow = "/workflows/environment-promotion";
const promotion = {
  workflow: "environment-promotion",
  subject: { project: "shop", component: "checkout", from: "staging", to: "production" },
};

let world: World;
let rune: Caller["member"];
let asAdmin: Call;
let asRune: Call;
let asSol: Call;

beforeEach(async () => {
  world = await makeWorld(database.db);
  const callAs = async (member: Caller["member"], scopes: Parameters<typeof makeToken>[3] = []) =>
    callerOf((await makeToken(database.db, world.organizationId, member.id, scopes)).token);
  const admin = await makeMember(world, "Vera Lind", ["administrator"]);
  asAdmin = await callAs(admin);
  rune = await makeMember(world, "Rune Kvist", ["reviewer", "developer"]);
  asRune = await callAs(rune);
  asSol = await callAs(await makeMember(world, "Sol Okafor", ["reviewer"]), ["request.read", "decide"]);
  await makeLive(world, world.environments.staging, await makeBuild(world, 47, admin.id), admin.id);
});

/** Of people by name: one approval of each step's, which different people decide. */
function rulesOf(...steps: { users: string[]; requiredApprovals?: number }[]) {
  const { rules } = presets.countersign;
  const [requirement] = rules.steps[0]?.requirements ?? [];
  return {
    ...rules,
    distinctAcrossSteps: true,
    steps: steps.map(({ users, requiredApprovals = 1 }, index) => ({
      name: `Step ${index + 1}`,
      requirements: [
        { ...requirement, requiredApprovals, approvers: { roles: [], groups: [], users, narrowTo: null } },
      ],
    })),
  };
}

const runeAddress = "rune.kvist@meridian.example";
const solAddress = "sol.okafor@meridian.example";

describe("a profile is saved only when it can pass, and says what it hangs on", () => {
  test("two steps of different people that name one person only are refused where they cannot be met", async () => {
    const rules = rulesOf({ users: [runeAddress] }, { users: [runeAddress] });
    expect(await asAdmin("POST", "/profiles", { name: "Twice Rune", rules })).toMatchObject({
      status: 422,
      body: {
        code: "rules_unsatisfiable",
        errors: [{ path: "rules.steps.1.requirements.0.requiredApprovals" }],
      },
    });
  });

  test("what hangs on people is saved with a warning that names them", async () => {
    const rules = rulesOf({ users: [runeAddress] }, { users: [runeAddress, solAddress] });
    const saved = await asAdmin("POST", "/profiles", { name: "Rune then Sol", rules });
    expect(saved).toMatchObject({
      status: 201,
      body: {
        warnings: [
          "When one of them asks, too few others are left, so that request could not be approved.",
          "These rules hang on one person: while Rune Kvist or Sol Okafor is away, nothing can be approved.",
        ],
      },
    });
  });

  test("a service account that is named is saved with a warning", async () => {
    const robot = await makeMember(world, "Robot", [], "service");
    const rules = rulesOf({ users: [robot.id, solAddress] });
    expect(await asAdmin("POST", "/profiles", { name: "With a robot", rules })).toMatchObject({
      status: 201,
      body: { warnings: [expect.stringMatching(/^Robot is a service account/)] },
    });
  });
});

describe("an open request says what it needs", () => {
  beforeEach(async () => {
    await asAdmin("PUT", workflow, { enabled: true, roles: ["reviewer"] });
  });

  test("what is missing, from whom, and the smallest set of people that completes it", async () => {
    const opened = await asRune("POST", "/approval-requests", promotion);
    expect(opened).toMatchObject({ status: 201, body: { warnings: [], cannotPass: false } });
    expect((await asAdmin("GET", "/approval-requests/1")).body).toMatchObject({
      missing: [{ requirement: "Approval", approvals: 1, from: [{ name: "Sol Okafor" }] }],
      smallestSet: { people: [{ name: "Sol Okafor" }], exact: true },
      cannotPass: false,
      cannotPassBecause: null,
    });
    await asSol("POST", "/approval-requests/1/votes", { decision: "approve" });
    expect((await asAdmin("GET", "/approval-requests/1")).body).toMatchObject({
      state: "approved",
      missing: [],
      smallestSet: null,
      cannotPass: false,
    });
  });

  test("the last eligible approver is disabled: it stays open and says that it cannot pass any more (G5)", async () => {
    await asRune("POST", "/approval-requests", promotion);
    const { body } = await asAdmin("GET", "/approval-requests/1");
    const [sol] = body.smallestSet.people;
    expect(await asAdmin("PATCH", `/members/${sol.id}`, { disabled: true })).toMatchObject({ status: 200 });
    expect((await asAdmin("GET", "/approval-requests/1")).body).toMatchObject({
      state: "waiting",
      missing: [{ requirement: "Approval", approvals: 1, from: [] }],
      smallestSet: null,
      cannotPass: true,
      cannotPassBecause: '"Approval" needs 1 approval, but nobody could give one.',
    });
  });

  test("opened by the only one who could approve it, it opens with a warning on its record", async () => {
    await asAdmin("PUT", workflow, { enabled: true, roles: [], assignees: [runeAddress] });
    const opened = await asRune("POST", "/approval-requests", promotion);
    const warnings = [
      'This cannot be approved with the people of now. "Approval" needs 1 approval, but nobody could give one. Ask an administrator to change who may, or it will wait.',
    ];
    expect(opened).toMatchObject({ status: 201, body: { state: "waiting", warnings, cannotPass: true } });
    const events = await asRune("GET", "/approval-requests/1/events");
    expect(events.body.items[0]).toMatchObject({ type: "request.opened", data: { warnings } });
  });
});
