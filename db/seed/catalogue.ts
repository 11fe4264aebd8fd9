import { createComponent } from "../../lib/catalog/create-component";
import { createEnvironment } from "../../lib/catalog/create-environment";
import { createProject } from "../../lib/catalog/create-project";
import { buildInput, configurationEntries } from "../../lib/catalog/input";
import { environmentInput } from "../../lib/catalog/input-environment";
import { reportBuild } from "../../lib/catalog/report-build";
import { saveConfiguration } from "../../lib/catalog/save-configuration";
import type { Caller } from "../../lib/directory/caller";
import type { Database } from "../client";
import { builds, reported } from "./commits";
import { granted } from "./granted";

const projects: Record<string, { name: string; components: string[] }> = {
  storefront: { name: "Storefront", components: ["checkout", "search-indexer", "notifier"] },
  finance: { name: "Finance", components: ["ledger-export"] },
};

export function projectOf(component: string): string {
  const found = Object.entries(projects).find(([, { components }]) => components.includes(component));
  if (!found) throw new Error(`invariant: ${component} is in a project`);
  return found[0];
}

interface EnvironmentSeed {
  name: string;
  endpoint: string;
  critical?: boolean;
}

/** Environments in this order, each promoting to the next, all delivered to one repository. */
export async function makeEnvironments(
  db: Database,
  administrator: Caller,
  { repository, path, environments }: { repository: string; path?: string; environments: EnvironmentSeed[] },
): Promise<void> {
  const settings = { repository, ...(path === undefined ? {} : { path }) };
  for (const { critical = false, ...named } of environments) {
    const input = { ...named, critical, trustDelivery: true, driver: "gitops", settings };
    granted(await createEnvironment(db, administrator, environmentInput.parse(input)));
  }
}

export async function makeProjects(db: Database, administrator: Caller): Promise<void> {
  for (const [slug, { name, components }] of Object.entries(projects)) {
    granted(await createProject(db, administrator, { slug, name }));
    for (const component of components)
      granted(await createComponent(db, administrator, { project: slug, slug: component, name: component }));
  }
}

/** Every build of the demo, as its pipeline reports it. */
export async function reportBuilds(db: Database, pipeline: Caller, now: Date): Promise<void> {
  for (const [component, all] of Object.entries(builds))
    for (const build of all) {
      const input = buildInput.parse(reported(component, build, now));
      granted(await reportBuild(db, pipeline, { ...input, project: projectOf(component), component }));
    }
}

/** Saves what the next deployment that keeps an environment's configuration ships, as it was done then. */
export async function configure(
  db: Database,
  by: Caller,
  component: string,
  environment: string,
  entries: Record<string, string | { secret: string }>,
  at: Date,
): Promise<void> {
  const parsed = configurationEntries.parse(entries);
  const place = { project: projectOf(component), component, environment };
  granted(await saveConfiguration(db, by, { ...place, entries: parsed }, () => at));
}
