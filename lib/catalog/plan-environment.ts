import { contentHash } from "@/lib/kernel/canonical-json";
import type { EnvironmentId } from "@/lib/kernel/ids";
import { type FieldError, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { changedDriver } from "./driver-input";
import type { EnvironmentChange } from "./input-environment";
import { pathChanges, wantedPaths } from "./promotion-paths";
import type { EnvironmentRow, Path } from "./store-environments";

export type EnvironmentColumns = Partial<
  Pick<
    EnvironmentRow,
    "name" | "critical" | "trustDelivery" | "endpoint" | "driver" | "driverSettings" | "driverCredential"
  >
>;

/** What a change of an environment does, worked out before anything is stored. */
export interface EnvironmentPlan {
  columns: EnvironmentColumns;
  /** All environments in their new order, or null when it stays. */
  order: EnvironmentId[] | null;
  added: Path[];
  removed: Path[];
  driverChanged: boolean;
  /** Could take a gate away from somewhere (engine.md, rule 11), so it wants a reason. */
  ungates: boolean;
}

/** `all` in promotion order, with the row itself; `isNew` when nothing can run in it yet. */
export function planEnvironment(
  row: EnvironmentRow,
  change: EnvironmentChange,
  { all, paths, isNew }: { all: EnvironmentRow[]; paths: Path[]; isNew: boolean },
): Result<EnvironmentPlan> {
  const driver = changedDriver(row, change);
  const wanted = wantedPaths(row.id, change, all);
  const errors: FieldError[] = [...wanted.errors, ...((driver.ok ? null : driver.refusal.errors) ?? [])];
  if (!driver.ok || errors.length > 0) return refused(refusal("invalid_input", { errors }));
  const columns: EnvironmentColumns = { ...plainColumns(change), ...driver.value };
  const order = newOrder(row.id, change.order, all);
  const { added, removed } = pathChanges(row.id, paths, wanted);
  const driverChanged = driver.value !== null && !sameDriver(row, driver.value);
  const pathsUngate = removed.length > 0 || added.some(({ to }) => !isNew || to !== row.id);
  const uncritical = row.critical && columns.critical === false;
  const ungates = uncritical || order !== null || pathsUngate || (driverChanged && !isNew);
  return ok({ columns, order, added, removed, driverChanged, ungates });
}

function plainColumns({ name, critical, trustDelivery, endpoint }: EnvironmentChange): EnvironmentColumns {
  return {
    ...(name === undefined ? {} : { name }),
    ...(critical === undefined ? {} : { critical }),
    ...(trustDelivery === undefined ? {} : { trustDelivery }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function newOrder(
  id: EnvironmentId,
  place: number | undefined,
  all: EnvironmentRow[],
): EnvironmentId[] | null {
  if (place === undefined) return null;
  const before = all.map((one) => one.id);
  const after = before.filter((one) => one !== id);
  after.splice(place - 1, 0, id);
  return after.every((one, index) => one === before[index]) ? null : after;
}

/** A new credential alone leads to the same place. */
function sameDriver(row: EnvironmentRow, after: Pick<EnvironmentRow, "driver" | "driverSettings">): boolean {
  return row.driver === after.driver && contentHash(row.driverSettings) === contentHash(after.driverSettings);
}
