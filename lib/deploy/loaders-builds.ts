import { database } from "@/db/client";
import { loadBuild, loadBuilds } from "@/lib/catalog/loaders";
import { reachComponent } from "@/lib/catalog/reach";
import type { BuildItemView } from "@/lib/catalog/views-builds";
import { componentHead } from "@/lib/catalog/views-head";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { BuildId } from "@/lib/kernel/ids";
import { ok, type Result } from "@/lib/kernel/result";
import { requestHref } from "./board-words";
import { environmentStatus } from "./core/environment-status";
import { commitAddress, webAddress } from "./core/web-address";
import { deploymentRow } from "./history";
import { deploymentHistory, placesOfBuilds, readLogs } from "./views-history";
import type { BuildListView, BuildPageView } from "./views-pages";

const pageSize = 30;
const mostDeployments = 50;

/** A component's tab Builds: what was built, newest number first, and where each build is live now. */
export async function loadBuildList(
  caller: Caller,
  input: { project: string; component: string; cursor?: string | undefined },
): Promise<Result<BuildListView>> {
  const db = database();
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  const page = await loadBuilds(caller, { ...input, limit: pageSize });
  if (!page.ok) return page;
  const { items, nextCursor } = page.value;
  const ids = items.map(({ id }) => id);
  const [head, places] = await Promise.all([
    componentHead(db, project, component),
    placesOfBuilds(db, caller.organizationId, component.id, ids),
  ]);
  return ok({ ...head, builds: items.map((item) => listed(item, places)), nextCursor });
}

type Places = Awaited<ReturnType<typeof placesOfBuilds>>;

function listed(item: BuildItemView, places: Places): BuildListView["builds"][number] {
  const { number, version, commit, head, branch, builtAt, id } = item;
  return {
    number,
    version,
    commit: { sha: commit, message: head && firstLine(head.message), author: head?.author.name ?? null },
    branch,
    builtAt,
    places: livePlaces(places, id),
  };
}

function livePlaces(places: Places, id: BuildId): BuildPageView["places"] {
  return places
    .filter(({ buildId }) => buildId === id)
    .map((live) => {
      const { slug, name, trustDelivery } = live.environment;
      const { tone, label, since } = environmentStatus({ trustDelivery, live, attempt: null });
      return { environment: { slug, name }, status: { tone, label }, since };
    });
}

/** A build: its commits, where it is live, and every deployment of it with its request. */
export async function loadBuildPage(
  caller: Caller,
  input: { project: string; component: string; number: number },
): Promise<Result<BuildPageView>> {
  const db = database();
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  const found = await loadBuild(caller, input);
  if (!found.ok) return found;
  const { id, head: _, commits, reportedBy, sourceUrl, ...build } = found.value;
  const { organizationId } = caller;
  const of = { organizationId, componentId: component.id, buildId: id };
  const [places, deployments] = await Promise.all([
    placesOfBuilds(db, organizationId, component.id, [id]),
    deploymentHistory(db, of, { before: null, take: mostDeployments + 1 }),
  ]);
  const shown = deployments.slice(0, mostDeployments);
  const logs = await readLogs(
    db,
    organizationId,
    shown.map((row) => row.id),
  );
  const reads = callerMay(caller, "request.read", project.id);
  const home = `/${caller.organization.slug}`;
  const hrefOf = (number: number) => (reads ? requestHref({ home }, number) : null);
  return ok({
    ...build,
    project: { slug: project.slug, name: project.name },
    component: { slug: component.slug, name: component.name },
    sourceUrl: webAddress(sourceUrl),
    reportedBy: reportedBy.name,
    commits: commits.map(({ sha, message, author, at }) => ({
      sha,
      message: firstLine(message),
      author: author.name,
      at,
      url: commitAddress(sourceUrl, build.commit, sha),
    })),
    places: livePlaces(places, id),
    deployments: shown.map((row) => deploymentRow(row, hrefOf, logs)),
    isCut: deployments.length > mostDeployments,
  });
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}
