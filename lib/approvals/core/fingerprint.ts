import { contentHash } from "@/lib/kernel/canonical-json";
import type { ComponentId, EnvironmentId, OrganizationId, ProjectId } from "@/lib/kernel/ids";
import type { DeploymentKind } from "./vocabulary";

/** What an approval to promote is bound to (rule 8). `base` is what was live in the target, bound only when the grant is for once. */
export interface PromotionFingerprint {
  organization: OrganizationId;
  component: ComponentId;
  kind: DeploymentKind;
  source: EnvironmentId;
  target: EnvironmentId;
  digest: string;
  configuration: string;
  base?: { digest: string; configuration: string } | null;
}

/** What another system may do under an approval. `details`: hash of what it sent along. */
export interface ExternalFingerprint {
  organization: OrganizationId;
  project: ProjectId;
  name: string;
  attempt: number;
  resource: string;
  action: string;
  details: string;
}

export interface CertificateFingerprint {
  organization: OrganizationId;
  resource: string;
  action: string;
  details: string;
}

export type FingerprintInput = PromotionFingerprint | ExternalFingerprint | CertificateFingerprint;

export function fingerprintOf(input: FingerprintInput): string {
  return contentHash(input);
}

type FieldName = keyof PromotionFingerprint | keyof ExternalFingerprint | keyof CertificateFingerprint;

const fieldNames: Record<FieldName, string> = {
  organization: "organization",
  project: "project",
  component: "component",
  kind: "kind",
  source: "source environment",
  target: "target environment",
  digest: "build digest",
  configuration: "configuration",
  base: "what is live in the target",
  name: "name",
  attempt: "attempt",
  resource: "resource",
  action: "action",
  details: "details",
};

/** The fields in which two fingerprints differ, in words; empty when they are equal. */
export function fingerprintDifferences(approved: FingerprintInput, current: FingerprintInput): string[] {
  const of = (input: FingerprintInput, field: FieldName) =>
    contentHash([(input as Partial<Record<FieldName, unknown>>)[field] ?? null]);
  return (Object.keys(fieldNames) as FieldName[])
    .filter((field) => of(approved, field) !== of(current, field))
    .map((field) => fieldNames[field]);
}
