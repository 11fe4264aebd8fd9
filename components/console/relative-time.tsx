import { type RelativeForm, relativeTimeText } from "./relative-time-text";

interface RelativeTimeProps {
  /** A number: milliseconds since 1970. */
  at: Date | string | number;
  form?: RelativeForm;
  /** Only for tests and previews; a page leaves it out. */
  now?: Date;
  className?: string | undefined;
}

/**
 * Rendered without JavaScript of its own: `LocalTimes`, once in the frame, keeps the words fresh and puts the instant of
 * the viewer's time zone into the title. Minutes may pass before hydration, hence the suppression.
 */
export function RelativeTime({ at, form = "ago", now, className }: RelativeTimeProps) {
  const instant = new Date(at);
  const reference = (now ?? new Date()).getTime();
  return (
    <time
      dateTime={minuteOf(instant)}
      data-relative={form === "ago" ? undefined : form}
      className={className}
      suppressHydrationWarning
    >
      {relativeTimeText(instant.getTime(), reference, form)}
    </time>
  );
}

/** As it stands in the HTML: "2026-11-21T10:00Z"; seconds where it has some. */
function minuteOf(instant: Date): string {
  return instant.toISOString().replace(/(?::00)?\.\d{3}Z$/, "Z");
}
