/** First letters of the first and last word; an address gives its first letter. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return `${[...first][0] ?? "?"}${[...last][0] ?? ""}`.toUpperCase();
}

/** Beside a written name, never instead of one: hidden from screen readers. */
export function Avatar({ name, square = false }: { name: string; square?: boolean }) {
  const shape = square
    ? "size-5 rounded-sm bg-accent text-accent-foreground"
    : "size-6 rounded-full bg-default text-default-foreground";
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center text-2xs font-semibold ${shape}`}
    >
      {square ? initials(name).slice(0, 1) : initials(name)}
    </span>
  );
}
