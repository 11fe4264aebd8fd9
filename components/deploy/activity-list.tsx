import { RelativeTime } from "@/components/console/relative-time";
import { type StatusTone, statusColors } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";

export interface ActivityView {
  id: string;
  tone: StatusTone;
  /** A whole sentence: "Ines Duarte promoted build #47 to Staging". The dot only repeats it. */
  text: string;
  at: Date | string;
  href: string | null;
}

export function ActivityList({ items }: { items: ActivityView[] }) {
  return (
    <ol className="overflow-hidden rounded-panel border border-border bg-surface">
      {items.map((item) => (
        <li
          key={item.id}
          className="flex items-baseline gap-3 border-separator px-4 py-3 text-sm [&:not(:first-child)]:border-t"
        >
          <span
            aria-hidden="true"
            className={`size-1.5 shrink-0 -translate-y-0.5 rounded-full ${statusColors[item.tone]}`}
          />
          <span className="min-w-0 flex-1 break-words">
            {item.href ? (
              <AppLink href={item.href} className="py-1 underline-offset-4 hover:underline">
                {item.text}
              </AppLink>
            ) : (
              item.text
            )}
          </span>
          <RelativeTime at={item.at} className="shrink-0 text-muted" />
        </li>
      ))}
    </ol>
  );
}
