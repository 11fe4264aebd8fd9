import type { BuildId, ComponentId, ConfigurationId, EnvironmentId, ProjectId } from "@/lib/kernel/ids";
import type { CertificateFingerprint, ExternalFingerprint, PromotionFingerprint } from "./fingerprint";
import type { CertificateAction, DeploymentKind } from "./vocabulary";

/** What a promotion request is about, with the names of then: History reads these, not today's catalogue. */
export interface PromotionSubject {
  kind: DeploymentKind;
  project: { id: ProjectId; slug: string; name: string };
  component: { id: ComponentId; slug: string; name: string };
  from: { id: EnvironmentId; slug: string; name: string };
  to: { id: EnvironmentId; slug: string; name: string };
  build: { id: BuildId; number: number; image: string; digest: string; commit: string };
  configuration: { id: ConfigurationId; version: number; hash: string };
  /** What ran in the target when the request was opened; null when nothing did. */
  live: {
    build: { id: BuildId; number: number };
    configuration: { id: ConfigurationId; version: number };
  } | null;
  /** What ran in the source of a promotion when it was asked for; requests of before this was kept have none. */
  source?: { build: { number: number }; configuration: { version: number; hash: string } } | null;
  /** How much differs from what was live then: for lists and mails. */
  changes: { commits: number; keys: number };
}

/** Any JSON value that the asking system sent along; null when it sent none. */
export type Details = unknown;

/** What another system asks for: which run of which pipeline of its own, and the action on a resource that it wants to take. */
export interface ExternalSubject {
  project: { id: ProjectId; slug: string; name: string };
  pipeline: string | null;
  run: string | null;
  name: string;
  attempt: number;
  resource: string;
  action: string;
  details: Details;
}

/** An operation on what issues certificates (an RA profile, say) or on a certificate. It belongs to no project. */
export interface CertificateSubject {
  resource: string;
  action: CertificateAction;
  details: Details;
}

interface Subjects {
  "environment-promotion": PromotionSubject;
  external: ExternalSubject;
  "certificate-operation": CertificateSubject;
}

interface Fingerprints {
  "environment-promotion": PromotionFingerprint;
  external: ExternalFingerprint;
  "certificate-operation": CertificateFingerprint;
}

/** The workflows whose requests can be opened. */
export type RequestWorkflow = keyof Subjects;

export type RequestSubject = Subjects[RequestWorkflow];

/** What a request is about: its workflow tells which subject it is. */
export type About = { [W in RequestWorkflow]: { workflow: W; subject: Subjects[W] } }[RequestWorkflow];

/** The same, with what its approval is bound to (engine.md, rule 8). */
export type Bound = {
  [W in RequestWorkflow]: { workflow: W; subject: Subjects[W]; fingerprintInput: Fingerprints[W] };
}[RequestWorkflow];

/** A stored row's workflow and subject, as the pair that they were stored as. */
export function aboutOf(row: { workflow: string; subject: RequestSubject }): About {
  return { workflow: row.workflow, subject: row.subject } as About;
}

/** Only the organization's own people are asked about what belongs to no project. */
export function projectOf(about: About): PromotionSubject["project"] | null {
  return about.workflow === "certificate-operation" ? null : about.subject.project;
}
