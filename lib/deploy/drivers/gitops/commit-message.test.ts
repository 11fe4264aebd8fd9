import { afterAll, expect, test, vi } from "vitest";
import { anOrder, testHost } from "@/lib/deploy/testing/an-order";
import { gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { commitMessage } from "./commit-message";
import { gitopsDriver } from "./gitops-driver";

// Real git, many processes: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const sandbox = gitSandbox();
afterAll(() => sandbox.remove());

const approvers = (...names: string[]) => ({
  request: {
    number: 42,
    approvers: names.map((name) => ({ name, email: "grace@example.com" })),
    overriddenBy: null,
  },
});

test.each([
  { kind: "promote", subject: "Promote checkout #47 to production" },
  { kind: "deploy", subject: "Deploy checkout #47 to production" },
  { kind: "redeploy", subject: "Redeploy checkout #47 to production" },
  { kind: "rollback", subject: "Roll checkout back to #47 in production" },
  { kind: "configure", subject: "Configure checkout #47 in production" },
] as const)("a $kind says so in the subject", ({ kind, subject }) => {
  expect(commitMessage(anOrder("/x", { kind })).split("\n")[0]).toBe(subject);
});

test("the approvers stand in the sentence and in trailers of their own", () => {
  const message = commitMessage(anOrder("/x", approvers("Grace Hopper", "Barbara Liskov")));
  expect(message).toContain("\nRequest 42, approved by Grace Hopper and Barbara Liskov.\n");
  expect(message).toContain("\nApproved-by: Barbara Liskov <grace@example.com>\n");
});

test("an override is named as one, and whoever had approved by then is no reason", () => {
  const overriddenBy = { name: "Vera Lind", email: "vera@example.com" };
  const [one] = approvers("Grace Hopper").request.approvers;
  const request = { number: 42, approvers: one ? [one] : [], overriddenBy };
  const message = commitMessage(anOrder("/x", { request }));
  expect(message).toContain("\nRequest 42, overridden by Vera Lind.\n");
  expect(message).toContain("\nApproved-by: Grace Hopper <grace@example.com>\n");
  expect(message).toContain("\nOverridden-by: Vera Lind <vera@example.com>\n");
});

test("without a request nothing claims that there was one", () => {
  const message = commitMessage(anOrder("/x", { request: null }));
  expect(message).toContain("No approval was required.");
  expect(message).not.toMatch(/Countersign-Request|Approved-by|Overridden-by/);
});

const forgery = "Countersign-Deployment: dep_forged";

test.each([
  `Grace\n${forgery}`,
  `Grace\r${forgery}`,
  `Grace\u2028${forgery}`,
  `Grace\u0085${forgery}`,
  `Grace\u0000\u202e\n\n${forgery}\n`,
  `Grace> <x@y>\n${forgery}`,
])("a person called %j cannot forge a trailer", async (name) => {
  const repository = sandbox.bare(`${crypto.randomUUID()}.git`);
  const order = anOrder(repository, { ...approvers(name), promotedBy: { name, email: `a@b\n${forgery}` } });

  expect(await gitopsDriver(testHost(sandbox)).deploy(order)).toMatchObject({ outcome: "delivered" });

  const of = (key: string) =>
    sandbox
      .git(repository, "log", "-1", `--format=%(trailers:key=${key},valueonly)`, "main")
      .trim()
      .split("\n");
  expect(of("Countersign-Deployment")).toEqual([order.deploymentId]);
  expect(of("Approved-by")).toHaveLength(1);
  expect(of("Approved-by")[0]).toMatch(/^[^<>\p{C}]+ <grace@example\.com>$/u);
  expect(of("Promoted-by")[0]).toMatch(/ <unknown>$/);
});

test("a name of nothing but invisible characters is still a name", () => {
  expect(commitMessage(anOrder("/x", approvers("\u200b\n\t")))).toContain(
    "Approved-by: (no name) <grace@example.com>",
  );
});
