import type { DeployOrder, DriverHost } from "@/lib/deploy/driver";
import type { GitSandbox } from "./git-sandbox";

export const digestOf = (figure: string) => `sha256:${figure.repeat(64)}`;
export const checkoutFile = "environments/production/checkout.yaml";

let orders = 0;

/** A promotion of checkout #47 to production in `repository`; each call is another deployment. For tests. */
export function anOrder(repository: string, change: Partial<DeployOrder> = {}): DeployOrder {
  orders += 1;
  return {
    earlierAttempts: [],
    deploymentId: `dep_${String(orders).padStart(4, "0")}`,
    kind: "promote",
    target: {
      organization: "acme",
      project: "shop",
      component: "checkout",
      environment: "production",
      settings: { repository },
      credential: null,
    },
    build: {
      number: 47,
      image: "registry.example.com/shop/checkout",
      digest: digestOf("a"),
      commit: "c0ffee",
    },
    configuration: { LOG_LEVEL: { value: "info" }, DB_PASSWORD: { secret: "shop/db#password" } },
    request: {
      number: 42,
      approvers: [{ name: "Grace Hopper", email: "grace@example.com" }],
      overriddenBy: null,
    },
    promotedBy: { name: "Ada Lovelace", email: "ada@example.com" },
    expectedDigest: null,
    progress: () => undefined,
    signal: new AbortController().signal,
    ...change,
  };
}

/** Settings of the process as a test has them: only PATH, local paths allowed, private files in the sandbox. */
export function testHost(sandbox: GitSandbox, change: Partial<DriverHost> = {}): DriverHost {
  return {
    workDirectory: `${sandbox.root}/private`,
    allowLocal: true,
    // biome-ignore lint/style/noProcessEnv: where git is; tests are no part of the product
    environment: { PATH: process.env.PATH },
    callTimeoutMs: 20_000,
    ...change,
  };
}
