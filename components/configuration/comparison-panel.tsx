import { ConfigurationDiff } from "@/components/approvals/configuration-diff";
import { Panel } from "@/components/console/panel";
import type { ConfigurationPageView } from "@/lib/deploy/views-pages";
import { ComparisonPicker } from "./comparison-picker";

interface ComparisonPanelProps {
  here: string;
  view: Pick<ConfigurationPageView, "environments" | "comparison">;
  environment: string;
}

/** Any two versions of any two environments, line by line. */
export function ComparisonPanel({ here, view, environment }: ComparisonPanelProps) {
  const { comparison, environments } = view;
  const groups = environments
    .filter(({ versions }) => versions.length > 0)
    .map(({ name, versions }) => ({
      label: name,
      options: versions.map((one) => ({ id: one.name, name: `${name} v${one.version}${markOf(one)}` })),
    }));
  // One version cannot be compared with anything.
  if (groups.flatMap(({ options }) => options).length < 2) return null;
  const isSame = comparison?.lines.every(({ kind }) => kind === "same") ?? false;
  return (
    <Panel flush title="Compare">
      <ComparisonPicker
        here={here}
        environment={environment}
        groups={groups}
        left={comparison?.left.name ?? null}
        right={comparison?.right.name ?? null}
      />
      <div className="border-t border-separator">
        {comparison === null ? (
          <p className="px-4 py-3 text-sm text-muted">Choose two versions to see what differs.</p>
        ) : isSame ? (
          <p className="px-4 py-3 text-sm text-muted">
            {comparison.left.environment} v{comparison.left.version} and {comparison.right.environment} v
            {comparison.right.version} are the same.
          </p>
        ) : (
          <ConfigurationDiff lines={comparison.lines} />
        )}
      </div>
    </Panel>
  );
}

function markOf({ isSaved, isLive }: { isSaved: boolean; isLive: boolean }): string {
  if (isLive) return ", runs now";
  return isSaved ? ", saved last" : "";
}
