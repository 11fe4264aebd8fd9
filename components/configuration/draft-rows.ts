import type { Entry } from "@/lib/deploy/core/diff";

/** A row of the form. Its id is only the form's own: keys may be typed twice before they are right. */
export interface DraftRow {
  id: number;
  key: string;
  kind: "value" | "secret";
  text: string;
}

export function rowsOf(entries: Record<string, Entry>): DraftRow[] {
  return Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry], id) =>
      "secret" in entry
        ? { id, key, kind: "secret", text: entry.secret }
        : { id, key, kind: "value", text: entry.value },
    );
}

/** What the rows say as they are typed, to show it; what is stored the server reads from the rows. */
export function entriesOf(rows: DraftRow[]): Record<string, Entry> {
  return Object.fromEntries(
    rows.map(({ key, kind, text }) => [key, kind === "secret" ? { secret: text } : { value: text }]),
  );
}
