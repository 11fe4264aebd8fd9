import { exactTimeText, type RelativeForm, relativeTimeText } from "./relative-time-text";

interface RelativeTimeProps {
  at: Date | string;
  form?: RelativeForm;
  /** Only for tests and previews; a page leaves it out. */
  now?: Date;
  className?: string;
}

/**
 * Rendered on the server without JavaScript of its own: `LocalTimes`, once in the frame, keeps the words fresh and puts
 * the instant of the viewer's time zone into the title. Minutes may pass before hydration, hence the suppression.
 */
export function RelativeTime({ at, form = "ago", now, className }: RelativeTimeProps) {
  const instant = new Date(at);
  const reference = (now ?? new Date()).getTime();
  return (
    <time
      dateTime={instant.toISOString()}
      title={exactTimeText(instant.getTime(), "UTC")}
      data-relative={form}
      className={className}
      suppressHydrationWarning
    >
      {relativeTimeText(instant.getTime(), reference, form)}
    </time>
  );
}
