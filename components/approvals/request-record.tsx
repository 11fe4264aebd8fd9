import { RelativeTime } from "@/components/console/relative-time";
import type { RecordLineView } from "./review-views";

/** What happened to a request, event by event, in the words and names of then. */
export function RequestRecord({ lines }: { lines: RecordLineView[] }) {
  return (
    <ol className="grid gap-2.5 text-sm">
      {lines.map(({ sequence, at, text, detail }) => (
        <li key={sequence} className="grid grid-cols-[1.5rem_minmax(0,1fr)]">
          <span className="text-muted">{sequence}</span>
          <div className="min-w-0">
            <p>
              {text} <RelativeTime at={at} className="text-muted" />
            </p>
            {detail ? <p className="break-words whitespace-pre-line text-muted">{detail}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
