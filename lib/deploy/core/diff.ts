/** An entry of a configuration: a value, or a reference to a secret, shown as the reference. */
export type Entry = { value: string } | { secret: string };

export interface EntryChange {
  key: string;
  /** Null: the key was not there. */
  before: string | null;
  /** Null: the key goes away. */
  after: string | null;
}

/** How an entry reads; secrets are never resolved. */
function entryText(entry: Entry): string {
  return "secret" in entry ? `secret:${entry.secret}` : entry.value;
}

/** What differs between two configurations, by key; equal ones give an empty list. */
export function configurationDiff(
  before: Record<string, Entry>,
  after: Record<string, Entry>,
): EntryChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const text = (entries: Record<string, Entry>, key: string) => {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    return entry === undefined ? null : entryText(entry);
  };
  return keys
    .map((key) => ({ key, before: text(before, key), after: text(after, key) }))
    .filter((change) => change.before !== change.after);
}

export interface EntryLine {
  kind: "same" | "removed" | "added";
  key: string;
  value: string;
}

/** A configuration's difference line by line, with what stays: removed before added, as a diff reads. */
export function configurationLines(before: Record<string, Entry>, after: Record<string, Entry>): EntryLine[] {
  const changed = new Map(configurationDiff(before, after).map((change) => [change.key, change]));
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key): EntryLine[] => {
    const change = changed.get(key);
    const kept = after[key];
    if (!change) return kept ? [{ kind: "same", key, value: entryText(kept) }] : [];
    const removed: EntryLine[] =
      change.before === null ? [] : [{ kind: "removed", key, value: change.before }];
    return change.after === null ? removed : [...removed, { kind: "added", key, value: change.after }];
  });
}
