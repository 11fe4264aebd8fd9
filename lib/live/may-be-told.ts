import type { Queryable } from "@/db/client";
import { whichAreVisible } from "@/lib/approvals/loaders-visible";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { LiveMessage } from "./core/messages";
import type { Change } from "./views";

/**
 * What of these changes the caller may hear of, as of now: components where they read the catalog, requests that they
 * may see (engine.md, rule 15), changes of the organization as its member. Each thing once.
 */
export async function mayBeTold(
  db: Queryable,
  caller: Caller,
  changes: readonly Change[],
): Promise<LiveMessage[]> {
  const mine = changes.filter(({ organizationId }) => organizationId === caller.organizationId);
  const asked = mine.flatMap((change) => (change.kind === "request" ? [change] : []));
  const visible = await whichAreVisible(
    db,
    caller,
    asked.map(({ requestId: id, projectId }) => ({ id, projectId })),
  );
  const messages = new Map<string, LiveMessage>();
  for (const change of mine) {
    const message = messageFor(change, caller, visible);
    if (message) messages.set(JSON.stringify(message), message);
  }
  return [...messages.values()];
}

function messageFor(change: Change, caller: Caller, visible: ReadonlySet<string>): LiveMessage | null {
  switch (change.kind) {
    case "request":
      return visible.has(change.requestId) ? { kind: "request", number: change.number } : null;
    case "component": {
      const { kind, project, component } = change;
      return callerMay(caller, "catalog.read", change.projectId) ? { kind, project, component } : null;
    }
    case "organization":
      return { kind: "organization" };
  }
}
