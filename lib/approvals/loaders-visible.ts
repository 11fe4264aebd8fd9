import type { Queryable } from "@/db/client";
import { type Caller, inScope } from "@/lib/directory/caller";
import { projectsWith } from "@/lib/directory/permissions";
import type { ProjectId, RequestId } from "@/lib/kernel/ids";
import { completeVisible } from "./loaders";
import { listMySets } from "./views-asking";
import { listVisibleOf } from "./views-visible";

/** Which of these requests the caller may see at this moment (engine.md, rule 15). Readers of the project cost no query. */
export async function whichAreVisible(
  db: Queryable,
  caller: Caller,
  requests: readonly { id: RequestId; projectId: ProjectId | null }[],
): Promise<Set<RequestId>> {
  if (!inScope(caller, "request.read")) return new Set();
  const projects = projectsWith(caller.roles, "request.read");
  const isReader = (projectId: ProjectId | null) =>
    projects === "all" || (projectId !== null && projects.includes(projectId));
  const seen = new Set(requests.filter(({ projectId }) => isReader(projectId)).map(({ id }) => id));
  const others = [...new Set(requests.map(({ id }) => id))].filter((id) => !seen.has(id));
  if (others.length === 0) return seen;
  const rows = await listVisibleOf(db, caller, await listMySets(db, caller), others);
  for (const { state } of await completeVisible(db, caller, rows)) seen.add(state.id);
  return seen;
}
