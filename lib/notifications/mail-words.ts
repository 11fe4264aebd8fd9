/** "Tue 24 Nov 10:00 UTC": a mail has no reader's time zone, so it names its own. */
export function instantText(at: Date): string {
  const text = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  }).format(at);
  return `${text.replace(",", "")} UTC`;
}

/** "Amal Haddad and Rune Kvist" */
export function listText(names: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}
