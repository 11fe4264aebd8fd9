import type { z } from "zod";
import type { DriverCredential } from "./credentials";

/** A place outside that runs a component. All four names are slugs (`[a-z0-9-]`); drivers refuse anything else. */
export interface DeployTarget {
  organization: string;
  project: string;
  component: string;
  environment: string;
  /** The environment's driver settings as stored; the driver parses them again with its `settingsSchema`. */
  settings: unknown;
  credential: DriverCredential | null;
}

export interface Person {
  name: string;
  email: string;
}

/** Everything one deployment ships. The same order may be given again after a crash: `deploymentId` is the key. */
export interface DeployOrder {
  deploymentId: string;
  /** Failed attempts that this one repeats: one of them may have arrived after all, and then this one has. */
  earlierAttempts: readonly string[];
  kind: "promote" | "configure" | "redeploy" | "rollback" | "deploy";
  target: DeployTarget;
  /** `digest` is `sha256:` and 64 hexadecimal digits; `image` is the repository without tag or digest. */
  build: { number: number; image: string; digest: string; commit: string };
  configuration: Record<string, { value: string } | { secret: string }>;
  /** The request whose grant this uses; null where nothing gated the target. */
  request: { number: number; approvers: Person[]; overriddenBy: Person | null } | null;
  promotedBy: Person;
  /** What we believe is live: null when nothing was ever deployed there. Anything else found is drift. */
  expectedDigest: string | null;
  /** One line for people, already free of secrets and of this machine's paths. Must not throw. */
  progress(line: string): void;
  /** Aborted when the worker stops. Not a time-out: drivers bring their own. */
  signal: AbortSignal;
}

/** `reference` says where the delivery can be seen (gitops: the commit). `reason` may be shown to people as it is. */
export type DeliveryResult =
  | { outcome: "delivered"; reference: string }
  | { outcome: "failed"; reason: string }
  | { outcome: "drifted"; found: string | null };

/** What the outside says is live now. All null: nothing was ever deployed there. */
export type LiveReading =
  | { outcome: "read"; digest: string | null; build: number | null; reference: string | null }
  | { outcome: "unreachable"; reason: string };

/** How builds and configurations become live somewhere (issue 2, 9; engine.md rules 8 and 12). */
export interface DeployDriver {
  readonly name: string;
  /** Validates what an administrator saves; its messages name the remedy and stand beside the field. */
  readonly settingsSchema: z.ZodType;
  /** Validates the credential an administrator saves together with these settings; null in, null out. */
  readonly credentialSchema: z.ZodType<DriverCredential>;
  /** Never rejects but when `signal` is aborted. */
  readLive(target: DeployTarget, signal: AbortSignal): Promise<LiveReading>;
  /**
   * Ships the order, at most once for one `deploymentId`: given again, it reports the earlier delivery. Rejects only
   * when `order.signal` is aborted; the outcome is then unknown and the same order is to be given again.
   */
  deploy(order: DeployOrder): Promise<DeliveryResult>;
}

/** What the process lends to drivers. */
export interface DriverHost {
  /** An existing or creatable folder for short-lived private files, for example `<data dir>/work`. */
  workDirectory: string;
  /** Permits local paths and plain http to this machine. Only for the demo and tests. */
  allowLocal: boolean;
  /** The process's environment, from which drivers pick what they need by name (PATH, proxies, certificates). */
  environment: Readonly<Record<string, string | undefined>>;
  /** How long one outside call may take, in milliseconds. Default 60 000. */
  callTimeoutMs?: number;
}
