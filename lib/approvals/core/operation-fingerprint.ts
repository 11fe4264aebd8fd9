import { contentHash } from "@/lib/kernel/canonical-json";
import type { OrganizationId } from "@/lib/kernel/ids";
import type { CertificateFingerprint, ExternalFingerprint } from "./fingerprint";
import type { CertificateSubject, Details, ExternalSubject } from "./request-subject";

/** What another system says it is about to do. */
export interface Operation {
  resource: string;
  action: string;
  details: Details;
}

/** Rule 8. An approval holds for exactly this name and attempt, this action on this resource with these details. */
export function externalFingerprint(
  organization: OrganizationId,
  { project, name, attempt }: ExternalSubject,
  { resource, action, details }: Operation,
): ExternalFingerprint {
  return { organization, project: project.id, name, attempt, resource, action, details: hashOf(details) };
}

export function certificateFingerprint(
  organization: OrganizationId,
  { resource, action, details }: Operation | CertificateSubject,
): CertificateFingerprint {
  return { organization, resource, action, details: hashOf(details) };
}

function hashOf(details: Details): string {
  return contentHash(details ?? null);
}
