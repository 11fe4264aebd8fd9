import type { PendingRow } from "./pending-table";

/** Where a decision leads on: the next request that waits for the viewer. */
export interface NextReview {
  number: number;
  /** "cart #6 to Production" */
  label: string;
  href: string;
}

type Named = Pick<PendingRow, "number" | "name" | "tag" | "action">;

export function nextReview({ number, name, tag, action }: Named, href: string): NextReview {
  const what = tag === null ? name : `${name} ${tag}`;
  return { number, label: tag === null ? `${what}, ${action.to}` : `${what} to ${action.to}`, href };
}

/** The one after `number` that the viewer may decide, from the top again after the last; null when it is the only one. */
export function following<Row extends Pick<PendingRow, "number" | "canDecide">>(
  rows: readonly Row[],
  number: number,
): Row | null {
  const at = rows.findIndex((row) => row.number === number);
  const inTurn = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))];
  return inTurn.find((row) => row.canDecide && row.number !== number) ?? null;
}
