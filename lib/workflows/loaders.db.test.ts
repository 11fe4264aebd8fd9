import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEvent, effect } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld, type World } from "@/db/testing/world";
import { castVote } from "@/lib/approvals/cast-vote";
import { openRequestInput, promotionRequestInput } from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import type { Caller } from "@/lib/directory/caller";
import { configureWorkflow } from "./configure-workflow";
import { loadWhoCouldApprove, loadWorkflowSettings } from "./loaders";

const database = useDatabase();
const promotion = "environment-promotion" as const;

let world: World;
let admin: Caller;
let otherAdmin: Caller;
let developer: Caller;
let reviewer: Caller;

beforeEach(async () => {
  world = await makeWorld(database.db);
  const member = async (name: string, role: "administrator" | "developer" | "reviewer") =>
    callerFor(world, await makeMember(world, name, [role]));
  admin = await member("Vera Lind", "administrator");
  otherAdmin = await member("Tove Berg", "administrator");
  developer = await member("Ines Duarte", "developer");
  reviewer = await member("Rune Kvist", "reviewer");
  await member("Sol Okafor", "reviewer");
});

function configure(input: Parameters<typeof configureWorkflow>[3], caller = admin) {
  return configureWorkflow(database.db, caller, promotion, input);
}

async function row() {
  const loaded = await loadWorkflowSettings(admin);
  const found = loaded.ok ? loaded.value.workflows.find(({ slug }) => slug === promotion) : undefined;
  if (!found) throw new Error("the table lists every workflow");
  return found;
}

async function ask(to: "staging" | "production" = "production") {
  const build = await makeBuild(world, 47, admin.member.id);
  await makeLive(world, world.environments.development, build, developer.member.id);
  const subject = { project: "shop", component: "checkout", from: "development", to };
  const input = promotionRequestInput.parse({ workflow: promotion, subject, message: "Needed" });
  return openRequest(database.db, developer, input);
}

async function mailed(kind: string) {
  const { organizationId } = world;
  const rows = await database.db
    .select({ recipient: effect.recipient })
    .from(effect)
    .where(and(eq(effect.organizationId, organizationId as Caller["organizationId"]), eq(effect.kind, kind)));
  return rows.map(({ recipient }) => recipient);
}

describe("Settings > Workflows", () => {
  test("lists every workflow, and each certificate operation; what nothing enforces cannot be switched", async () => {
    const loaded = await loadWorkflowSettings(admin);
    expect(
      loaded.ok && loaded.value.workflows.map(({ name, isBuilt, isEnabled }) => [name, isBuilt, isEnabled]),
    ).toEqual([
      ["Environment Promotion", true, false],
      ["API Subscription", false, false],
      ["Certificate Operations", true, false],
      ["Certificate Operations: issue", true, false],
      ["Certificate Operations: renew", true, false],
      ["Certificate Operations: rekey", true, false],
      ["Certificate Operations: revoke", true, false],
      ["External Requests", true, false],
    ]);
    expect(await configureWorkflow(database.db, admin, "api-subscription", { enabled: true })).toMatchObject({
      ok: false,
      refusal: { code: "invalid_input", errors: [{ path: "workflow" }] },
    });
  });

  test("is for administrators only", async () => {
    for (const caller of [developer, reviewer])
      expect(await loadWorkflowSettings(caller)).toMatchObject({
        ok: false,
        refusal: { code: "not_permitted" },
      });
  });

  test("a certificate operation is switched alone, and says when the rules for all of them hold", async () => {
    const certificates = "certificate-operation" as const;
    const told = async () => {
      const loaded = await loadWorkflowSettings(admin);
      const rows = loaded.ok ? loaded.value.workflows.filter(({ slug }) => slug === certificates) : [];
      return rows.map(({ action, isEnabled, approvers }) => [action, isEnabled, approvers]);
    };
    const revoke = { enabled: true, action: "revoke" as const, assignees: [admin.member.email] };
    await configureWorkflow(database.db, admin, certificates, revoke);
    expect(await told()).toEqual([
      [null, true, "Only where a more specific binding says so"],
      ["issue", false, null],
      ["renew", false, null],
      ["rekey", false, null],
      ["revoke", true, "1 of Vera Lind"],
    ]);
    await configureWorkflow(database.db, admin, certificates, { enabled: true, roles: ["reviewer"] });
    expect(await told()).toEqual([
      [null, true, "1 of reviewer"],
      ...["issue", "renew", "rekey"].map((one) => [
        one,
        false,
        "By the rules for all certificate operations",
      ]),
      ["revoke", true, "1 of Vera Lind"],
    ]);
  });

  test("turning off says which requests of other systems it ends", async () => {
    await configureWorkflow(database.db, admin, "external", { enabled: true, roles: ["reviewer"] });
    const ask = {
      workflow: "external",
      project: "shop",
      run: "812",
      name: "deploy",
      resource: "db",
      action: "restart",
    };
    expect(await openRequest(database.db, developer, openRequestInput.parse(ask))).toMatchObject({
      ok: true,
    });
    const loaded = await loadWorkflowSettings(admin);
    expect(loaded.ok && loaded.value.workflows.find(({ slug }) => slug === "external")?.turnOff).toEqual({
      ungates: ["Everything that other systems ask for"],
      endedRequests: ["Request 1: deploy of run 812, restart db"],
      revokedApprovals: [],
    });
  });

  test("says who approves, in words, once it is on", async () => {
    expect((await row()).approvers).toBeNull();
    await configure({
      enabled: true,
      roles: ["reviewer"],
      assignees: [admin.member.email],
      requiredApprovals: 2,
    });
    expect(await row()).toMatchObject({
      isEnabled: true,
      approvers: "2 of reviewer or Vera Lind, into critical environments",
      settings: { targets: "critical", assigneesMode: "add", requiredApprovals: 2 },
      turnOff: { ungates: ["Every way into Production"], endedRequests: [] },
      narrow: null,
    });
  });
});

test("who could approve right now leaves out whoever asks, and warns when too few are left", async () => {
  const fields = { workflow: promotion, assignees: [], assigneesMode: "add" as const };
  const two = await loadWhoCouldApprove(admin, {
    ...fields,
    roles: [world.roles.reviewer],
    requiredApprovals: 2,
  });
  expect(two).toMatchObject({
    ok: true,
    value: {
      sentence: "2 people could approve right now, 1 when one of them asks.",
      names: ["Rune Kvist", "Sol Okafor"],
      problem: expect.stringMatching(/^When one of them asks, too few/),
    },
  });
  const none = await loadWhoCouldApprove(admin, { ...fields, roles: [], requiredApprovals: 1 });
  expect(none).toMatchObject({
    value: { problem: "Name at least one role, group or person who may approve." },
  });
  expect(await loadWhoCouldApprove(reviewer, { ...fields, roles: [], requiredApprovals: 1 })).toMatchObject({
    refusal: { code: "not_permitted" },
  });
});

describe("two administrators editing", () => {
  test("the second is told that the first saved, and nothing of theirs is stored", async () => {
    await configure({ enabled: true, roles: ["reviewer"] });
    const { basedOn } = await row();
    await configure({ enabled: true, requiredApprovals: 2, basedOn: basedOn ?? "" }, otherAdmin);
    const late = await configure({ enabled: true, requiredApprovals: 1, basedOn: basedOn ?? "" });
    expect(late).toMatchObject({ ok: false, refusal: { code: "profile_changed" } });
    expect((await row()).settings.requiredApprovals).toBe(2);
  });

  test("so it is when only what it applies to was changed", async () => {
    await configure({ enabled: true, roles: ["reviewer"] });
    const { basedOn } = await row();
    await configure({ enabled: true, targets: "every" }, otherAdmin);
    expect(await configure({ enabled: true, targets: "critical", basedOn: basedOn ?? "" })).toMatchObject({
      refusal: { code: "profile_changed" },
    });
  });
});

describe("turning off", () => {
  test("without a reason it is refused and stays on", async () => {
    await configure({ enabled: true, roles: ["reviewer"] });
    expect(await configure({ enabled: false })).toMatchObject({ refusal: { code: "reason_required" } });
    expect((await row()).isEnabled).toBe(true);
  });

  test("says beforehand what ends, ends exactly that, and tells every other administrator once", async () => {
    await configure({ enabled: true, roles: ["reviewer"] });
    await ask();
    expect((await row()).turnOff.endedRequests).toEqual(["Request 1: checkout #47 to Production"]);
    const off = await configure({ enabled: false, reason: "The board is away" });
    expect(off).toMatchObject({ ok: true, value: { enabled: false, ended: [1] } });
    expect(await mailed("mail.workflow-changed")).toEqual([otherAdmin.member.id]);
    const [event] = await database.db
      .select({ data: auditEvent.data })
      .from(auditEvent)
      .where(
        and(eq(auditEvent.organizationId, admin.organizationId), eq(auditEvent.type, "workflow.disabled")),
      );
    expect(event?.data).toEqual({
      workflow: promotion,
      reason: "The board is away",
      ungated: ["Every way into Production"],
      cancelled: [1],
      revoked: [],
    });
  });

  test("revokes an approval that was given and not used", async () => {
    await configure({ enabled: true, roles: ["reviewer"] });
    await ask();
    await castVote(database.db, reviewer, { number: 1, decision: "approve", comment: null });
    expect((await row()).turnOff).toMatchObject({
      endedRequests: [],
      revokedApprovals: ["Request 1: checkout #47 to Production"],
    });
    expect(await configure({ enabled: false, reason: "Over" })).toMatchObject({ value: { ended: [1] } });
  });
});

test("gating critical environments only, after every one, needs a reason and ends what it ungates", async () => {
  await configure({ enabled: true, roles: ["reviewer"], targets: "every" });
  await ask("staging");
  expect((await row()).narrow).toMatchObject({
    ungates: ["Every way into Development", "Every way into Staging"],
    endedRequests: ["Request 1: checkout #47 to Staging"],
  });
  expect(await configure({ enabled: true, targets: "critical" })).toMatchObject({
    refusal: { code: "reason_required" },
  });
  expect((await row()).settings.targets).toBe("every");
  expect(await configure({ enabled: true, targets: "critical", reason: "Too slow" })).toMatchObject({
    value: { ended: [1] },
  });
  expect(await mailed("mail.workflow-changed")).toEqual([otherAdmin.member.id]);
});

test("a role held in one project is enough to be saved", async () => {
  const held = { role: world.roles.auditor, project: world.shop };
  await makeMember(world, "Amal Haddad", [held]);
  expect(await configure({ enabled: true, roles: ["auditor"] })).toMatchObject({ ok: true });
});
