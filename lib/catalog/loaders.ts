import { database } from "@/db/client";
import { type Caller, callerMay, inScope } from "@/lib/directory/caller";
import { projectsWith } from "@/lib/directory/permissions";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { reachComponent, reachProject } from "./reach";
import type { Place } from "./store-configuration";
import { findEnvironment } from "./store-places";
import {
  type ComponentView,
  componentsOf,
  componentView,
  type ProjectView,
  projectsOf,
  projectView,
} from "./views";
import { type BuildItemView, type BuildView, buildsOf, buildView } from "./views-builds";
import { type ConfigurationView, configurationView } from "./views-configuration";
import { type EnvironmentView, environmentViews } from "./views-environments";
import { versionsOf } from "./views-versions";

/** Projects that the caller may read, by slug. */
export async function loadProjects(caller: Caller, input: PageInput): Promise<Result<Page<ProjectView>>> {
  if (!inScope(caller, "catalog.read")) return refused(refusal("not_permitted"));
  const after = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!after) return refused(badCursor);
  const readable = projectsWith(caller.roles, "catalog.read");
  const window = { after: after[0], take: input.limit + 1 };
  const rows = await projectsOf(database(), caller.organizationId, readable, window);
  return ok(pageOf(rows, input.limit, ({ slug }) => [slug]));
}

export async function loadProject(caller: Caller, input: { project: string }): Promise<Result<ProjectView>> {
  const project = await reachProject(database(), caller, input.project, "catalog.read");
  return project.ok ? ok(await projectView(database(), project.value)) : project;
}

/** The project's components, by slug. */
export async function loadComponents(
  caller: Caller,
  input: PageInput & { project: string },
): Promise<Result<Page<ComponentView>>> {
  const project = await reachProject(database(), caller, input.project, "catalog.read");
  if (!project.ok) return project;
  const after = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!after) return refused(badCursor);
  const rows = await componentsOf(database(), project.value, { after: after[0], take: input.limit + 1 });
  return ok(pageOf(rows, input.limit, ({ slug }) => [slug]));
}

export async function loadComponent(
  caller: Caller,
  input: { project: string; component: string },
): Promise<Result<ComponentView>> {
  const reached = await reachComponent(database(), caller, input, "catalog.read");
  if (!reached.ok) return reached;
  return ok(await componentView(database(), reached.value.project, reached.value.component));
}

/** The component's builds, newest number first. */
export async function loadBuilds(
  caller: Caller,
  input: PageInput & { project: string; component: string },
): Promise<Result<Page<BuildItemView>>> {
  const reached = await reachComponent(database(), caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["number"]);
  if (!before) return refused(badCursor);
  const window = { before: before[0], take: input.limit + 1 };
  const rows = await buildsOf(database(), caller.organizationId, reached.value.component.id, window);
  return ok(pageOf(rows, input.limit, ({ number }) => [number]));
}

export async function loadBuild(
  caller: Caller,
  input: { project: string; component: string; number: number },
): Promise<Result<BuildView>> {
  const reached = await reachComponent(database(), caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { organizationId } = caller;
  const view = await buildView(database(), organizationId, reached.value.component.id, input.number);
  return view ? ok(view) : refused(refusal("not_found"));
}

/** Every environment, in promotion order: a page that is never cut. */
export async function loadEnvironments(caller: Caller): Promise<Result<Page<EnvironmentView>>> {
  if (!callerMay(caller, "catalog.read", "anywhere")) return refused(refusal("not_permitted"));
  return ok({ items: await environmentViews(database(), caller), nextCursor: null });
}

/** The configuration saved last for a component in an environment. */
export async function loadConfiguration(
  caller: Caller,
  input: InEnvironment,
): Promise<Result<ConfigurationView>> {
  const place = await placeFor(caller, input);
  return place.ok ? ok(await configurationView(database(), place.value)) : place;
}

/** Every version of it, highest number first, with what is in each. */
export async function loadConfigurationVersions(
  caller: Caller,
  input: PageInput & InEnvironment,
): Promise<Result<Page<ConfigurationView>>> {
  const place = await placeFor(caller, input);
  if (!place.ok) return place;
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["number"]);
  if (!before) return refused(badCursor);
  const rows = await versionsOf(database(), place.value, { before: before[0], take: input.limit + 1 });
  return ok(pageOf(rows, input.limit, ({ version }) => [version]));
}

type InEnvironment = { project: string; component: string; environment: string };

async function placeFor(caller: Caller, input: InEnvironment): Promise<Result<Place>> {
  const reached = await reachComponent(database(), caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { organizationId } = caller;
  const environment = await findEnvironment(database(), organizationId, input.environment);
  if (!environment) return refused(refusal("not_found"));
  return ok({ organizationId, componentId: reached.value.component.id, environmentId: environment.id });
}
