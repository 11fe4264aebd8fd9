import { beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeMember, makeWorld } from "@/db/testing/world";
import { presets } from "@/lib/approvals/core/presets";
import { rulesFor } from "@/lib/approvals/testing/scene";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
const certificates = "/workflows/certificate-operation";

let admin: Call;
let developer: Call;

/** Two profiles, "Plain" and "Strict", and nothing gated. */
beforeEach(async () => {
  const world = await makeWorld(database.db);
  const as = async (name: string, role: "administrator" | "developer" | "reviewer") => {
    const { id } = await makeMember(world, name, [role]);
    return callerOf((await makeToken(database.db, world.organizationId, id)).token);
  };
  admin = await as("Vera Lind", "administrator");
  developer = await as("Ines Duarte", "developer");
  await as("Rune Kvist", "reviewer");
  for (const [name, hoursToDecide] of [
    ["Plain", 8],
    ["Strict", 1],
  ] as const) {
    const rules = { ...rulesFor(world, presets.countersign), hoursToDecide };
    expect((await admin("POST", "/profiles", { name, rules })).status).toBe(201);
  }
});

const on = async (workflow: string, sent: object = {}) => admin("PUT", workflow, { enabled: true, ...sent });
const bind = async (workflow: string, sent: object) =>
  admin("POST", `${workflow}/bindings`, { profile: "Strict", ...sent });
const wish = { workflow: "certificate-operation", resource: "ra/tls", action: "revoke" };
/** The profile that a request got, or why there is none. */
async function asks(change: object = {}): Promise<string> {
  const { body } = await developer("POST", "/approval-requests", { ...wish, ...change });
  if (body.number) await admin("POST", `/approval-requests/${body.number}/cancel`, {});
  return body.profile?.name ?? body.code;
}

describe("certificate operations", () => {
  test("each has a toggle and a profile; the others need none", async () => {
    expect(await asks()).toBe("workflow_disabled");
    expect(await on(certificates, { action: "revoke", profile: "Strict" })).toMatchObject({
      status: 200,
      body: { enabled: true, profile: null, actions: [{ action: "revoke", profile: "Strict" }] },
    });
    expect([await asks(), await asks({ action: "issue" })]).toEqual(["Strict", "approval_not_required"]);
    await on(certificates, { profile: "Plain" });
    expect([await asks(), await asks({ action: "issue" })]).toEqual(["Strict", "Plain"]);
    const off = { enabled: false, action: "revoke" };
    expect(await admin("PUT", certificates, off)).toMatchObject({
      status: 200,
      body: { actions: [], ended: [] },
    });
    expect(await asks()).toBe("Plain");
  });

  test("one turned off that nothing else gates needs a reason, and ends what is open", async () => {
    await on(certificates, { action: "revoke", profile: "Strict" });
    await developer("POST", "/approval-requests", wish);
    const off = { enabled: false, action: "revoke" };
    expect(await admin("PUT", certificates, off)).toMatchObject({
      status: 422,
      body: { code: "reason_required" },
    });
    expect(await admin("PUT", certificates, { ...off, reason: "Over" })).toMatchObject({
      status: 200,
      body: { enabled: false, ended: [1] },
    });
  });

  test("an edit of one that somebody else has changed meanwhile is refused", async () => {
    await on(certificates, { action: "revoke", profile: "Strict" });
    const { body } = await admin("GET", "/workflows");
    const own = body.items.find((one: { workflow: string }) => one.workflow === "certificate-operation");
    const { basedOn } = own.actions[0];
    await on(certificates, { action: "revoke", profile: "Plain" });
    expect(await on(certificates, { action: "revoke", profile: "Strict", basedOn })).toMatchObject({
      status: 409,
      body: { code: "profile_changed" },
    });
  });
});

test("bindings by resource, by action and by both: the most specific holds; the list says what each is about", async () => {
  await on(certificates, { profile: "Plain" });
  const { body } = await bind(certificates, { resource: "ra/tls", action: "revoke" });
  expect(body).toMatchObject({ resource: "ra/tls", action: "revoke", targets: "every", kinds: [] });
  expect(await bind(certificates, { resource: "ra/tls", action: "revoke" })).toMatchObject({
    status: 409,
    body: { code: "binding_conflict" },
  });
  await bind(certificates, { action: "issue" });
  await bind(certificates, { resource: "ra/clients", profile: "Plain" });
  expect(await asks()).toBe("Strict");
  expect(await asks({ action: "renew" })).toBe("Plain");
  expect(await asks({ action: "issue" })).toBe("Strict");
  expect(await asks({ action: "issue", resource: "ra/clients" })).toBe("Plain");
  expect((await admin("GET", `${certificates}/bindings`)).body.items).toHaveLength(4);
});

test("what only more specific bindings say can be turned on without a word for everything else", async () => {
  await bind("/workflows/external", { project: "shop", resource: "billing-db" });
  expect(await on("/workflows/external")).toMatchObject({
    status: 200,
    body: { enabled: true, profile: null },
  });
  const ask = { workflow: "external", project: "shop", action: "restart" };
  const asked = async (resource: string) =>
    (await developer("POST", "/approval-requests", { ...ask, name: resource, resource })).body;
  expect(await asked("billing-db")).toMatchObject({ profile: { name: "Strict" } });
  expect(await asked("ledger-db")).toMatchObject({ code: "approval_not_required" });
});

describe("fields that mean nothing for a workflow say so", () => {
  test.each([
    ["external", { action: "revoke" }, "action"],
    ["environment-promotion", { action: "revoke" }, "action"],
    ["external", { targets: "critical" }, "targets"],
  ])("PUT /workflows/%s %j", async (workflow, sent, path) => {
    expect(await on(`/workflows/${workflow}`, { profile: "Plain", ...sent })).toMatchObject({
      status: 422,
      body: { code: "invalid_input", errors: [{ path }] },
    });
  });

  test.each([
    ["certificate-operation", { project: "shop" }, "project"],
    ["certificate-operation", { action: "destroy" }, "action"],
    ["certificate-operation", { to: "production" }, "to"],
    ["external", { project: "shop", component: "checkout" }, "component"],
    ["external", { kinds: ["rollback"] }, "kinds"],
    ["external", { targets: "critical" }, "targets"],
    ["environment-promotion", { resource: "db" }, "resource"],
    ["environment-promotion", { action: "drop" }, "action"],
  ])("POST /workflows/%s/bindings %j", async (workflow, sent, path) => {
    expect(await bind(`/workflows/${workflow}`, sent)).toMatchObject({
      status: 422,
      body: { code: "invalid_input", errors: [{ path }] },
    });
  });
});

test("nothing enforces API subscriptions yet, so they cannot be turned on", async () => {
  expect(await on("/workflows/api-subscription", { profile: "Plain" })).toMatchObject({
    status: 422,
    body: { errors: [{ path: "workflow" }] },
  });
});
