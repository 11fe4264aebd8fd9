import { database, type Queryable } from "@/db/client";
import { reachComponent } from "@/lib/catalog/reach";
import type { Caller } from "@/lib/directory/caller";
import { badCursor, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type BoardFacts, readBoardFacts } from "./board-facts";
import { attemptAt, isGated } from "./board-targets";
import { requestHref } from "./board-words";
import { type AgainFacts, againAction, againRemark } from "./core/again-action";
import { deploymentRow } from "./history";
import { deploymentHistory, type HistoryRow, readLogs } from "./views-history";
import type { EnvironmentHistoryView } from "./views-pages";
import type { PlaceRow } from "./views-places";

const pageSize = 30;

/** Who deployed what to an environment, newest first, under which request; and what of it can be brought back (rule 10). */
export async function loadEnvironmentHistory(
  caller: Caller,
  input: { project: string; component: string; environment: string; cursor?: string | undefined },
  db: Queryable = database(),
): Promise<Result<EnvironmentHistoryView>> {
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!before) return refused(badCursor);
  const facts = await readBoardFacts(db, caller, project.id, [component.id]);
  const place = facts.places.find(({ environment }) => environment.slug === input.environment);
  if (!place) return refused(refusal("not_found"));
  const { id, slug, name, critical } = place.environment;
  const of = { organizationId: caller.organizationId, componentId: component.id, environmentId: id };
  const rows = await deploymentHistory(db, of, { before: before[0], take: pageSize + 1 });
  const page = pageOf(rows, pageSize, (row) => [row.id]);
  const logs = await readLogs(
    db,
    caller.organizationId,
    page.items.map((row) => row.id),
  );
  const hrefOf = (number: number) => (facts.may.read ? requestHref(facts, number) : null);
  return ok({
    project: { slug: project.slug, name: project.name },
    component: { slug: component.slug, name: component.name },
    environment: { slug, name, isCritical: critical },
    rows: page.items.map((row) => ({
      ...deploymentRow(row, hrefOf, logs),
      action: actionOf(facts, place, row),
    })),
    remark: againRemark(againFacts(facts, place)),
    nextCursor: page.nextCursor,
  });
}

function againFacts(facts: BoardFacts, place: PlaceRow): AgainFacts {
  return {
    environment: place.environment.name,
    liveBuild: place.live?.build ?? null,
    deploying: attemptAt(facts, place)?.state === "running",
    may: facts.may,
    rollbackGated: isGated(facts, place, place, "rollback"),
    isAsked: requestsTo(facts, place).some(({ state }) => state.closedAt === null),
  };
}

function requestsTo(facts: BoardFacts, { environment }: PlaceRow) {
  return facts.requests.filter(({ to }) => to === environment.id);
}

function actionOf(facts: BoardFacts, place: PlaceRow, row: HistoryRow) {
  const ready = requestsTo(facts, place).find(
    ({ state: { use, subject } }) =>
      use === "ready" && subject.kind === "rollback" && subject.build.number === row.build,
  );
  const succeeded = row.state === "succeeded";
  return againAction(againFacts(facts, place), { ...row, succeeded, ready: ready?.state.number ?? null });
}
