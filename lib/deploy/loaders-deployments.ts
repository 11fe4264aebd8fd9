import { database, type Queryable } from "@/db/client";
import { barredFrom, reachComponent } from "@/lib/catalog/reach";
import type { Caller } from "@/lib/directory/caller";
import type { DeploymentId } from "@/lib/kernel/ids";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type DeploymentView, deploymentsOf, progressOf } from "./views-deployments";

type Shown = Omit<DeploymentView, "projectId">;

/** Without what only decides who may see it: the API names projects by their slug. */
function shown({ projectId: _, ...view }: DeploymentView): Shown {
  return view;
}

/** The component's deployments into all environments, newest first. */
export async function loadDeployments(
  caller: Caller,
  input: PageInput & { project: string; component: string },
): Promise<Result<Page<Shown>>> {
  const reached = await reachComponent(database(), caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!before) return refused(badCursor);
  const componentId = reached.value.component.id;
  const window = { before: before[0], take: input.limit + 1 };
  const rows = await deploymentsOf(database(), caller.organizationId, { componentId }, window);
  return ok(pageOf(rows.map(shown), input.limit, ({ id }) => [id]));
}

/** One deployment with what its driver said. */
export async function loadDeployment(caller: Caller, { id }: { id: string }, db: Queryable = database()) {
  const { organizationId } = caller;
  const of = { id: id as DeploymentId };
  const [view] = await deploymentsOf(db, organizationId, of, { before: null, take: 1 });
  if (!view) return refused(refusal("not_found"));
  const barred = barredFrom(caller, "catalog.read", view.projectId);
  if (barred) return refused(barred);
  return ok({ ...shown(view), progress: await progressOf(db, organizationId, view.id) });
}
