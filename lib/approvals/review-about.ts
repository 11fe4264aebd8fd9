import type { Queryable } from "@/db/client";
import { readConfiguration } from "@/lib/catalog/store-configuration";
import { readLive } from "@/lib/catalog/store-places";
import { readChanges } from "@/lib/catalog/views-changes";
import { configurationLines } from "@/lib/deploy/core/diff";
import type { OrganizationId } from "@/lib/kernel/ids";
import type { About, PromotionSubject } from "./core/request-subject";
import { detailLines, operationFacts, runFacts, subjectWords } from "./subject-words";

/** What a request is about, for Review Details: what changes if I say yes. `projectHref`: null where the viewer may not see it. */
export async function aboutView(
  db: Queryable,
  organizationId: OrganizationId,
  about: About,
  projectHref: string | null,
) {
  if (about.workflow === "environment-promotion")
    return promotionView(db, organizationId, about.subject, projectHref);
  const facts = [
    ...operationFacts(about.subject),
    ...(about.workflow === "external" ? runFacts(about.subject) : []),
  ];
  return {
    kind: "operation" as const,
    title: subjectWords(about).title,
    facts: facts.map(({ name: label, value }) => ({ label, value })),
    details: detailLines(about.subject),
  };
}

async function promotionView(
  db: Queryable,
  organizationId: OrganizationId,
  subject: PromotionSubject,
  projectHref: string | null,
) {
  const { component, from, to, build } = subject;
  const live = await readLive(db, { organizationId, componentId: component.id, environmentId: to.id });
  const before = subject.live && {
    build: subject.live.build.number,
    configurationId: subject.live.configuration.id,
  };
  const changes = await readChanges(db, organizationId, {
    componentId: component.id,
    build: build.number,
    configurationId: subject.configuration.id,
    live: before,
  });
  const after = await readConfiguration(db, organizationId, subject.configuration.id);
  const held = before && (await readConfiguration(db, organizationId, before.configurationId));
  const componentHref = projectHref && `${projectHref}/components/${component.slug}/deploy`;
  return {
    kind: "promotion" as const,
    deployment: subject.kind,
    component: { name: component.name, href: componentHref },
    from: from.name,
    to: to.name,
    build: { number: build.number, digest: build.digest },
    live: live.live?.finishedAt ? { build: live.live.build.number, since: live.live.finishedAt } : null,
    since: subject.live?.build.number ?? null,
    commits: changes.commits.map(({ title, build: _, ...commit }) => ({ ...commit, message: title })),
    compareUrl: changes.compareUrl,
    configuration:
      changes.configuration.length > 0
        ? {
            title: configurationTitle(subject),
            lines: configurationLines(held?.entries ?? {}, after?.entries ?? {}),
          }
        : null,
  };
}

function configurationTitle({ configuration, to, live }: PromotionSubject): string {
  const into = `v${configuration.version} in ${to.name}`;
  return live ? `Configuration v${live.configuration.version} → ${into}` : `Configuration ${into}`;
}
