import { useStoredDraft } from "@/components/console/stored-draft";
import type { ConfigurationPageView } from "@/lib/deploy/views-pages";
import { type DraftRow, rowsOf } from "./draft-rows";

export type CurrentConfiguration = NonNullable<ConfigurationPageView["current"]>;

interface Draft {
  /** What the edit began with, to tell what somebody else has changed since. */
  base: Pick<CurrentConfiguration, "entries" | "basedOn">;
  rows: DraftRow[];
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
