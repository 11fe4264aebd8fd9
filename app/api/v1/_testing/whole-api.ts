import type pg from "pg";
import type { Database } from "@/db/client";
import { makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import type { TokenScope } from "@/lib/auth/token-scopes";
import { type Call, makeToken } from "./as-token";

const checkout = "/projects/shop/components/checkout";
const commit = {
  sha: "c".repeat(40),
  message: "Round half up",
  author: { name: "Ines Duarte", email: "ines@meridian.example" },
  at: "2026-01-01T10:00:00Z",
};
const report = {
  number: 48,
  version: "1.4.0",
  image: "registry.example/shop/checkout",
  digest: `sha256:${"4".repeat(64)}`,
  commit: commit.sha,
  branch: "main",
  builtAt: "2026-01-01T10:05:00Z",
  sourceUrl: "https://git.example/shop/checkout",
  commits: [commit],
};

/** A shop, its people and a caller for each. */
export async function makeShop(db: Database, as: (token: string) => Call) {
  const world = await makeWorld(db);
  const people = {
    admin: await makeMember(world, "Vera Lind", ["administrator"]),
    /** Reported no build, so that they may override. */
    deputy: await makeMember(world, "Sol Okafor", ["administrator"]),
    developer: await makeMember(world, "Ines Duarte", ["developer"]),
    reviewer: await makeMember(world, "Rune Kvist", ["reviewer"]),
  };
  const token = async (who: keyof typeof people, scopes: TokenScope[] = []) =>
    (await makeToken(db, world.organizationId, people[who].id, scopes)).token;
  const [live, next] = [
    await makeBuild(world, 46, people.admin.id),
    await makeBuild(world, 47, people.admin.id),
  ];
  await makeLive(world, world.environments.production, live, people.admin.id, { LIMIT: { value: "1" } });
  await makeLive(world, world.environments.staging, next, people.admin.id, { LIMIT: { value: "2" } });
  return {
    world,
    people,
    adminToken: await token("admin"),
    admin: as(await token("admin")),
    deputy: as(await token("deputy")),
    developer: as(await token("developer")),
    reviewer: as(await token("reviewer", ["catalog.read", "request.read", "decide"])),
    driver: as(await token("developer", ["deployment.report"])),
  };
}

export type Shop = Awaited<ReturnType<typeof makeShop>>;

export async function useCatalogue({ admin, developer }: Shop): Promise<void> {
  await admin("GET", "/me");
  await admin("POST", "/projects", { name: "Billing" });
  await admin("GET", "/projects?limit=1");
  await admin("GET", "/projects/billing");
  await admin("POST", "/projects/billing/components", { name: "Invoices", slug: "invoices" });
  await admin("GET", "/projects/billing/components");
  await admin("POST", `${checkout}/builds`, report);
  await admin("POST", `${checkout}/builds`, report);
  const { nextCursor } = (await developer("GET", `${checkout}/builds?limit=1`)).body;
  await developer("GET", `${checkout}/builds?limit=100&cursor=${nextCursor}`);
  await developer("GET", `${checkout}/builds/48`);
  await admin("POST", "/environments", { name: "Canary", critical: true, promotesFrom: ["staging"] });
  await admin("PATCH", "/environments/canary", { endpoint: "https://{component}.example", order: 3 });
  await admin("GET", "/environments");
  const configuration = `${checkout}/environments/production/configuration`;
  const entries = { LIMIT: "2", KEY: { secret: "shop/stripe#key" }, MODE: { value: "live" } };
  const { hash } = (await admin("GET", configuration)).body;
  await admin("PUT", configuration, { entries, basedOn: hash });
  await admin("GET", `${configuration}/versions?limit=1`);
  await admin("GET", configuration);
}

export async function useDirectory({ admin, people }: Shop): Promise<void> {
  const person = { email: "new@meridian.example", name: "New Person", roles: [{ role: "developer" }] };
  const { id } = (await admin("POST", "/members", person)).body;
  const machine = { email: "ci@meridian.example", name: "CI", kind: "service" };
  const service = (await admin("POST", "/members", machine)).body;
  await admin("GET", `/members/${id}`);
  await admin("PATCH", `/members/${id}`, { disabled: true, roles: [{ role: "reviewer", project: "shop" }] });
  await admin("GET", "/members?limit=100");
  await admin("POST", "/roles", { name: "Release managers", permissions: ["request.read"] });
  await admin("GET", "/roles");
  await admin("POST", "/groups", { name: "On call", members: [people.reviewer.email] });
  await admin("PUT", "/groups/On%20call/members", { members: [people.admin.id] });
  await admin("GET", "/groups");
  const token = { name: "Builds", scopes: ["build.report"], member: service.id, expiresInDays: 7 };
  const made = (await admin("POST", "/tokens", token)).body;
  await admin("DELETE", `/tokens/${made.id}`);
  await admin("GET", "/tokens");
}

const turnOn = (admin: Call) =>
  admin("PUT", "/workflows/environment-promotion", {
    enabled: true,
    roles: ["reviewer"],
    targets: "critical",
  });

export async function useWorkflows({ admin }: Shop): Promise<void> {
  const workflow = "/workflows/environment-promotion";
  await turnOn(admin);
  await admin("GET", "/workflows");
  const { items } = (await admin("GET", "/profiles")).body;
  const { rules } = items[0];
  const profile = (await admin("POST", "/profiles", { name: "Hotfix", rules })).body;
  const change = { rules: { ...rules, hoursToUse: 4 }, basedOn: profile.rulesHash };
  await admin("PUT", "/profiles/Hotfix", change);
  await admin("GET", "/profiles/Hotfix?version=1");
  await admin("POST", "/profiles/Hotfix/check", {});
  await admin("POST", "/profiles/Hotfix/check", { rules: { ...rules, allowOverride: true } });
  await admin("GET", `${workflow}/bindings`);
  const binding = { profile: "Hotfix", project: "shop", to: "production" };
  const { id } = (await admin("POST", `${workflow}/bindings`, binding)).body;
  await admin("PUT", `${workflow}/bindings/${id}`, { ...binding, component: "checkout" });
  await admin("DELETE", `${workflow}/bindings/${id}`, { reason: "Tried it" });
}

export async function useApprovals({ admin, developer, reviewer }: Shop): Promise<void> {
  await turnOn(admin);
  const subject = { project: "shop", component: "checkout", from: "staging", to: "production" };
  const ask = { workflow: "environment-promotion", subject, message: "Needed today" };
  const first = (await developer("POST", "/approval-requests", ask)).body;
  const at = `/approval-requests/${first.number}`;
  await reviewer("GET", "/approval-requests?canDecide=true&project=shop&state=waiting,approved");
  await reviewer("POST", `${at}/comments`, { text: "Looking" });
  const [step] = first.steps;
  const seen = { step: step.name, fingerprint: first.fingerprint };
  await reviewer("POST", `${at}/votes`, { decision: "approve", comment: "Fine", seen });
  await developer("GET", at);
  await admin("POST", `${at}/revoke`, { reason: "Not today" });
  const second = (await developer("POST", "/approval-requests", ask)).body;
  await developer("POST", `/approval-requests/${second.number}/remind`);
  await developer("POST", `/approval-requests/${second.number}/cancel`, { reason: "Never mind" });
  const third = (await developer("POST", "/approval-requests", ask)).body;
  await reviewer("POST", `/approval-requests/${third.number}/votes`, { decision: "approve" });
  await developer("POST", `${checkout}/deployments`, {
    kind: "promote",
    environment: "production",
    request: third.number,
  });
  await developer("GET", `/approval-requests/${third.number}`);
  await developer("GET", `${at}/events?limit=100`);
  await developer("GET", "/approval-requests?limit=2");
}

/** Requests that wait to be started, that an administrator decides, and deciding for somebody else. */
export async function useOtherWays({ admin, deputy, developer, reviewer, people }: Shop): Promise<void> {
  const subject = { project: "shop", component: "checkout", from: "staging", to: "production" };
  const ask = { workflow: "environment-promotion", subject };
  const overridden = (await developer("POST", "/approval-requests", ask)).body;
  const reason = "The shop is down";
  await deputy("POST", `/approval-requests/${overridden.number}/override`, { decision: "reject", reason });
  const { rules } = (await admin("GET", "/profiles/Hotfix")).body;
  await admin("POST", "/profiles", { name: "Started later", rules: { ...rules, startsWaiting: false } });
  await admin("PUT", "/workflows/environment-promotion", { enabled: true, profile: "Started later" });
  const later = (await developer("POST", "/approval-requests", ask)).body;
  await developer("POST", `/approval-requests/${later.number}/start`, {});
  await developer("POST", `/approval-requests/${later.number}/cancel`, {});
  const away = { to: people.admin.email, from: "2026-01-01T10:00:00Z", scope: "organization" };
  const { id } = (await reviewer("POST", "/delegations", away)).body;
  await reviewer("GET", "/delegations");
  await reviewer("POST", `/delegations/${id}/cancel`);
}

/** What another system asks for, starts, waits for and does; and operations on certificates. */
export async function useOperations({ admin, developer, reviewer, people }: Shop): Promise<void> {
  const roles = ["reviewer"];
  await admin("PUT", "/workflows/external", { enabled: true, roles });
  await admin("PUT", "/workflows/certificate-operation", { enabled: true, action: "revoke", roles });
  const certificates = "/workflows/certificate-operation/bindings";
  const binding = { profile: "Hotfix", resource: "ra/tls-servers", action: "revoke" };
  await admin("POST", certificates, binding);
  await admin("GET", certificates);
  await admin("GET", "/workflows");
  const done = { resource: "billing-db", action: "restart", details: { reason: ["leak", 1, null] } };
  const run = { project: "shop", pipeline: "release", run: 812, name: "deploy-prod", attempt: 1 };
  const ask = { workflow: "external", ...run, ...done, startedBy: people.developer.id, message: "Tonight" };
  const { number } = (await developer("POST", "/approval-requests", ask)).body;
  const at = `/approval-requests/${number}`;
  await developer("GET", `${at}?wait=1`);
  await reviewer("POST", `${at}/votes`, { decision: "approve" });
  const { useId } = (await developer("POST", `${at}/use`, done)).body;
  await developer("POST", `${at}/uses/${useId}/complete`, { outcome: "failed" });
  await developer("POST", `${at}/use`, done);
  await developer("GET", at);
  const { rules } = (await admin("GET", "/profiles/Hotfix")).body;
  await admin("POST", "/approval-requests", { ...ask, name: "own-rules", rules });
  await developer("POST", "/approval-requests", {
    ...ask,
    name: "named",
    profile: "Hotfix",
    details: "text",
  });
  const revoke = { workflow: "certificate-operation", resource: "ra/tls-servers", action: "revoke" };
  await developer("POST", "/approval-requests", revoke);
  await developer("GET", "/approval-requests?workflow=external&project=shop");
}

/** `pool`: a deployment fails because the test says so, instead of a driver. */
export async function useDeployments({ developer, driver }: Shop, pool: pg.Pool): Promise<void> {
  const deploy = {
    kind: "deploy",
    environment: "development",
    build: 47,
    configuration: { set: { A: "1" } },
  };
  const { id } = (await developer("POST", `${checkout}/deployments`, deploy)).body;
  await driver("POST", `/deployments/${id}/progress`, { line: "Rolling out" });
  await pool.query(
    "update deployment set state = 'failed', failure = 'No space', finished_at = now() where id = $1",
    [id],
  );
  await developer("POST", `/deployments/${id}/retry`);
  await developer("GET", `/deployments/${id}`);
  await developer("GET", `${checkout}/deployments`);
  await developer("GET", checkout);
}

/** After the workflow is on: something to be told of has to happen. */
export async function useWebhooks({ admin, developer }: Shop): Promise<void> {
  const wanted = { url: "https://ci.example.com/hooks", events: ["request.opened"], project: "shop" };
  const { id } = (await admin("POST", "/webhooks", wanted)).body;
  const subject = { project: "shop", component: "checkout", from: "staging", to: "production" };
  const ask = { workflow: "environment-promotion", subject };
  const { number } = (await developer("POST", "/approval-requests", ask)).body;
  await developer("POST", `/approval-requests/${number}/cancel`, {});
  const { items } = (await admin("GET", `/webhooks/${id}/deliveries?limit=1`)).body;
  await admin("POST", `/webhooks/${id}/deliveries/${items[0].id}/redeliver`);
  await admin("PATCH", `/webhooks/${id}`, { disabled: true });
  await admin("GET", `/webhooks/${id}`);
  await admin("GET", "/webhooks?limit=1");
}
