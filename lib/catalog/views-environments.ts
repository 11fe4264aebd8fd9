import type { Queryable } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { EnvironmentId } from "@/lib/kernel/ids";
import { type EnvironmentRow, environmentsInOrder, type Path, pathsOf } from "./store-environments";

export interface EnvironmentView {
  id: EnvironmentId;
  slug: string;
  name: string;
  /** Its place in the promotion order, from 1. */
  order: number;
  critical: boolean;
  trustDelivery: boolean;
  endpoint: string | null;
  driver: string;
  /** The driver's, for whoever manages environments; null for everyone else. */
  settings: Record<string, unknown> | null;
  /** That there is one is all that is ever told of a credential. Null too for who does not manage environments. */
  credential: "set" | null;
  promotesTo: string[];
  promotesFrom: string[];
  createdAt: Date;
}

/** All environments in promotion order. There are few, so they are one page. */
export async function environmentViews(db: Queryable, caller: Caller): Promise<EnvironmentView[]> {
  const [all, paths] = [
    await environmentsInOrder(db, caller.organizationId),
    await pathsOf(db, caller.organizationId),
  ];
  const manages = callerMay(caller, "environment.manage", "organization");
  return all.map((row, index) => viewOf(row, index + 1, { all, paths, manages }));
}

export async function environmentView(
  db: Queryable,
  caller: Caller,
  id: EnvironmentId,
): Promise<EnvironmentView> {
  const view = (await environmentViews(db, caller)).find((one) => one.id === id);
  if (!view) throw new Error("invariant: an environment that was stored can be read");
  return view;
}

function viewOf(
  row: EnvironmentRow,
  order: number,
  { all, paths, manages }: { all: EnvironmentRow[]; paths: Path[]; manages: boolean },
): EnvironmentView {
  const { id, slug, name, critical, trustDelivery, endpoint, driver, createdAt } = row;
  const slugs = (ids: EnvironmentId[]) => all.filter((one) => ids.includes(one.id)).map((one) => one.slug);
  return {
    id,
    slug,
    name,
    order,
    critical,
    trustDelivery,
    endpoint,
    driver,
    settings: manages ? (row.driverSettings as Record<string, unknown>) : null,
    credential: manages && row.driverCredential !== null ? "set" : null,
    promotesTo: slugs(paths.filter(({ from }) => from === id).map(({ to }) => to)),
    promotesFrom: slugs(paths.filter(({ to }) => to === id).map(({ from }) => from)),
    createdAt,
  };
}
