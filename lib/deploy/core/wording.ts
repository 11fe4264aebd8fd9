/** "Amal Haddad, Rune Kvist and 3 more": the first `most` of them, then how many are left. */
export function namesLine(names: readonly string[], most = 3): string {
  if (names.length <= most) return new Intl.ListFormat("en-GB").format(names);
  const left = names.length - most;
  return `${names.slice(0, most).join(", ")} and ${left} more`;
}

/** How what shipped came to be approved; null where nobody is known who approved it. */
export function approvalLine(by: {
  approvers: readonly string[];
  overriddenBy: string | null;
}): string | null {
  if (by.overriddenBy !== null) return `overridden by ${by.overriddenBy}`;
  return by.approvers.length > 0 ? `approved by ${namesLine(by.approvers)}` : null;
}

/** "1 commit", "6 commits". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "6 commits", "1 key": what there is of each; `key` is what a key of the configuration is called there. */
export function changeCounts({ commits, keys }: { commits: number; keys: number }, key: string): string[] {
  return [...(commits > 0 ? [counted(commits, "commit")] : []), ...(keys > 0 ? [counted(keys, key)] : [])];
}

/** A gate note as it is stored, with its instant readable: "Not gated: changed by Vera Lind on 21 Nov 2026, 10:00 UTC". */
export function gateNoteLine(note: string): string {
  const readable = note.replace(/ at (\d{4}-\d{2}-\d{2}T[\d:.]+Z)/u, (_, instant: string) => {
    const text = new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: "UTC",
    }).format(new Date(instant));
    return ` on ${text} UTC`;
  });
  return readable.charAt(0).toUpperCase() + readable.slice(1);
}
