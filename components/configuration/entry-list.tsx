import { KeyRound } from "lucide-react";
import type { ConfigurationPageView } from "@/lib/deploy/views-pages";

type Entries = NonNullable<ConfigurationPageView["current"]>["entries"];

/** Keys in order with their values. A reference to a secret is shown as the reference: nothing resolves it. */
export function EntryList({ entries }: { entries: Entries }) {
  const keys = Object.keys(entries).sort();
  return (
    <dl className="font-mono text-xs leading-6">
      {keys.map((key) => {
        const entry = entries[key];
        if (!entry) return null;
        return (
          <div
            key={key}
            className="grid gap-x-4 border-separator px-4 py-1.5 @md:grid-cols-[minmax(8rem,2fr)_3fr] [&:not(:first-child)]:border-t"
          >
            <dt className="break-all">{key}</dt>
            <dd className="min-w-0 break-all whitespace-pre-wrap text-muted">
              {"secret" in entry ? (
                <span className="inline-flex items-start gap-1.5">
                  <KeyRound role="img" aria-label="Secret reference" className="mt-1.5 size-3 shrink-0" />
                  secret:{entry.secret}
                </span>
              ) : (
                entry.value || <span className="text-muted italic">empty</span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
