import { StatusDot } from "@/components/console/status-dot";
import type { BuildPageView } from "@/lib/deploy/views-pages";

/** The environments that run a build now, with how it runs there. */
export function LivePlaces({ places }: { places: BuildPageView["places"] }) {
  if (places.length === 0) return <span className="text-muted">Nowhere now</span>;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {places.map(({ environment, status }) => (
        <li key={environment.slug}>
          <StatusDot tone={status.tone} className="">
            {environment.name} <span className="text-muted">{status.label}</span>
          </StatusDot>
        </li>
      ))}
    </ul>
  );
}
