import { contentHash } from "@/lib/kernel/canonical-json";
import type { ComponentId, EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import type { DeploymentKind } from "./vocabulary";

/** What an approval is bound to (rule 8). `base` is what was live in the target, bound only when the grant is for once. */
export interface FingerprintInput {
  organization: OrganizationId;
  component: ComponentId;
  kind: DeploymentKind;
  source: EnvironmentId;
  target: EnvironmentId;
  digest: string;
  configuration: string;
  base?: { digest: string; configuration: string } | null;
}

export function fingerprintOf(input: FingerprintInput): string {
  return contentHash(input);
}

const fieldNames: Record<keyof FingerprintInput, string> = {
  organization: "organization",
  component: "component",
  kind: "kind",
  source: "source environment",
  target: "target environment",
  digest: "build digest",
  configuration: "configuration",
  base: "what is live in the target",
};

/** The fields in which two fingerprints differ, in words; empty when they are equal. */
export function fingerprintDifferences(approved: FingerprintInput, current: FingerprintInput): string[] {
  return (Object.keys(fieldNames) as (keyof FingerprintInput)[])
    .filter((field) => contentHash([approved[field] ?? null]) !== contentHash([current[field] ?? null]))
    .map((field) => fieldNames[field]);
}
