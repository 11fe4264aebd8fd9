import { database, type Queryable } from "@/db/client";
import { type PreviewWish, previewRequest } from "@/lib/approvals/preview-request";
import { reachComponent, reachProject } from "@/lib/catalog/reach";
import { componentsOf } from "@/lib/catalog/views";
import { componentHead } from "@/lib/catalog/views-head";
import type { Caller } from "@/lib/directory/caller";
import { ok, type Result } from "@/lib/kernel/result";
import { boardOf } from "./board";
import { readBoardFacts } from "./board-facts";
import { componentRow } from "./component-row";
import { readActivity } from "./read-activity";
import type { DeployBoardView, EnvironmentCardView, ProjectBoardView } from "./views";

const mostComponents = 200;
const mostActivity = 6;

/** A project's page: its components by slug, each with what runs where and its next action. */
export async function loadProjectBoard(
  caller: Caller,
  input: { project: string },
): Promise<Result<ProjectBoardView>> {
  const db = database();
  const project = await reachProject(db, caller, input.project, "catalog.read");
  if (!project.ok) return project;
  const { id, slug, name } = project.value;
  const found = await componentsOf(db, project.value, { after: null, take: mostComponents + 1 });
  const shown = found.slice(0, mostComponents);
  const facts = await readBoardFacts(
    db,
    caller,
    id,
    shown.map((one) => one.id),
  );
  return ok({
    project: { slug, name },
    components: shown.map((one) => componentRow(one, boardOf(facts, one))),
    isCut: found.length > mostComponents,
  });
}

/** A component's Deploy page (product.md, 2). `not_found` for a project that the caller may not see. */
export async function loadDeployBoard(
  caller: Caller,
  input: { project: string; component: string },
): Promise<Result<DeployBoardView>> {
  const db = database();
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  const newest = { before: null, take: mostActivity };
  const [facts, head, activity] = await Promise.all([
    readBoardFacts(db, caller, project.id, [component.id]),
    componentHead(db, project, component),
    readActivity(db, caller, reached.value, "requests and deployments", newest),
  ]);
  return ok({
    ...head,
    environments: boardOf(facts, component),
    activity: activity.slice(0, mostActivity),
  });
}

/** What a component's environments run and the caller's next action towards each target, for the REST API. */
export async function nextActionsOf(
  caller: Caller,
  input: { project: string; component: string },
  db: Queryable = database(),
): Promise<Result<EnvironmentCardView[]>> {
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  return ok(boardOf(await readBoardFacts(db, caller, project.id, [component.id]), component));
}

/** What the drawer Request Approval shows before anything is asked (product.md, 3). */
export async function loadRequestPreview(caller: Caller, input: PreviewWish) {
  return previewRequest(database(), caller, input);
}
