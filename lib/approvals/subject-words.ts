import { promotionAction, promotionTitle } from "./core/promotion-words";
import type { About, CertificateSubject, ExternalSubject } from "./core/request-subject";

/** What a request is about, in the words of mails and lists. */
interface SubjectWords {
  /** "Promote checkout #47 to Production", "deploy-prod of run 812 asks to restart billing-db" */
  title: string;
  /** "checkout #47 to Production", for a line that begins with what became of it. */
  short: string;
  /** What is acted upon: "checkout #47" */
  resource: string;
  /** What is to be done with it: "Promote to Production" */
  action: string;
}

export function subjectWords(about: About): SubjectWords {
  switch (about.workflow) {
    case "environment-promotion": {
      const { component, build, to } = about.subject;
      const resource = `${component.name} #${build.number}`;
      const action = promotionAction(about.subject);
      return {
        title: promotionTitle(about.subject),
        short: `${resource} to ${to.name}`,
        resource,
        action,
      };
    }
    case "external": {
      const { resource, action } = about.subject;
      const who = askingSystem(about.subject);
      return {
        title: `${who} asks to ${action} ${resource}`,
        short: `${who}, ${action} ${resource}`,
        resource,
        action,
      };
    }
    case "certificate-operation": {
      const { resource, action } = about.subject;
      const verb = capitalized(action);
      return { title: `${verb} ${resource}`, short: `${action} ${resource}`, resource, action: verb };
    }
  }
}

/** "deploy-prod of run 812, attempt 2" */
export function askingSystem({ name, run, attempt }: ExternalSubject): string {
  const of = run === null ? name : `${name} of run ${run}`;
  return attempt === 1 ? of : `${of}, attempt ${attempt}`;
}

export interface SubjectFact {
  name: string;
  value: string;
  /** Beside the value, as code. */
  code?: string;
}

/** The facts of a request, label by label, as mails state them. */
export function subjectFacts(about: About): SubjectFact[] {
  switch (about.workflow) {
    case "environment-promotion": {
      const { project, component, from, to, build } = about.subject;
      const code = `${build.digest.slice(0, 11)}…${build.digest.slice(-4)}`;
      return [
        { name: "Project", value: project.name },
        { name: "Component", value: component.name },
        { name: "From", value: from.name },
        { name: "To", value: to.name },
        { name: "Build", value: `#${build.number}`, code },
      ];
    }
    case "external":
      return [
        { name: "Project", value: about.subject.project.name },
        ...operationFacts(about.subject),
        ...runFacts(about.subject),
      ];
    case "certificate-operation":
      return operationFacts({ ...about.subject, action: capitalized(about.subject.action) });
  }
}

/** Which run of which pipeline asks. */
export function runFacts({ pipeline, run, name, attempt }: ExternalSubject): SubjectFact[] {
  return [
    { name: "Asked by system", value: name },
    ...(pipeline === null ? [] : [{ name: "Pipeline", value: pipeline }]),
    ...(run === null ? [] : [{ name: "Run", value: run }]),
    { name: "Attempt", value: String(attempt) },
  ];
}

/** What would be done to what. */
export function operationFacts({
  resource,
  action,
}: Pick<ExternalSubject, "resource" | "action">): SubjectFact[] {
  return [
    { name: "Resource", value: resource },
    { name: "Action", value: action },
  ];
}

/** What the asking system sent along, field by field; a value that is not an object stands alone. */
export function detailLines({
  details,
}: Pick<CertificateSubject, "details">): { key: string; value: string }[] {
  if (details === null || details === undefined) return [];
  const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value, null, 1));
  if (typeof details !== "object" || Array.isArray(details)) return [{ key: "", value: shown(details) }];
  return Object.entries(details).map(([key, value]) => ({ key, value: shown(value) }));
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
