import { useStoredDraft } from "@/components/ui/stored-draft";
import type { ConfigurationPageView } from "@/lib/deploy/views";

export type CurrentConfiguration = NonNullable<ConfigurationPageView["current"]>;

/** A row of the form. Its id is only the form's own: keys may be typed twice before they are right. */
export interface DraftRow {
  id: number;
  key: string;
  kind: "value" | "secret";
  text: string;
}

interface Draft {
  /** What the edit began with, to tell what somebody else has changed since. */
  base: Pick<CurrentConfiguration, "entries" | "basedOn">;
  rows: DraftRow[];
}

function rowsOf(entries: CurrentConfiguration["entries"]): DraftRow[] {
  return Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry], id) =>
      "secret" in entry
        ? { id, key, kind: "secret", text: entry.secret }
        : { id, key, kind: "value", text: entry.value },
    );
}

function readDraft(text: string): Draft | null {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** An edit that survives another tab of the page, a reload and a lost connection, until it is saved or discarded. */
export function useConfigurationDraft(key: string, current: CurrentConfiguration) {
  const [text, change, forget] = useStoredDraft(key);
  const draft = readDraft(text);
  const { entries, basedOn } = current;
  const write = (next: Draft) => change(JSON.stringify(next));
  return {
    draft,
    begin: () => write({ base: { entries, basedOn }, rows: rowsOf(entries) }),
    changeRows: (rows: DraftRow[]) => {
      if (draft) write({ ...draft, rows });
    },
    /** Goes on with what is typed, over what somebody else has saved meanwhile. */
    rebase: () => {
      if (draft) write({ ...draft, base: { entries, basedOn } });
    },
    discard: forget,
  };
}
