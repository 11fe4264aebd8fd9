import { RelativeTime } from "@/components/console/relative-time";
import type { EnvironmentCardView } from "@/lib/deploy/views";

/** What the deploy driver has reported so far, newest line last. */
export function DeploymentProgress({ progress }: { progress: NonNullable<EnvironmentCardView["progress"]> }) {
  return (
    <section aria-label={progress.title} className="overflow-hidden rounded-lg border border-border">
      <p className="flex items-center gap-2 bg-surface-secondary px-3 py-2 text-sm font-medium">
        <span
          aria-hidden="true"
          className="size-3 shrink-0 animate-spin rounded-full border-2 border-border border-t-accent motion-reduce:animate-none"
        />
        {progress.title}
        <RelativeTime at={progress.startedAt} form="age" className="ml-auto font-normal text-muted" />
      </p>
      {progress.lines.length > 0 ? (
        <div
          role="log"
          aria-label="Log"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
          tabIndex={0}
          className="max-h-40 overflow-y-auto border-t border-border px-3 py-2 font-mono text-xs leading-5 text-muted"
        >
          {progress.lines.map((line) => (
            <p key={`${line.at} ${line.text}`} className="break-words">
              {line.text}
            </p>
          ))}
        </div>
      ) : null}
    </section>
  );
}
