import { PageHeader } from "@/components/console/page-header";
import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";
import { TabLink } from "@/components/ui/tab-link";

const tabs = ["Deploy", "Builds", "Configuration", "Activity"] as const;
export type ComponentTab = (typeof tabs)[number];

interface ComponentHeaderProps {
  name: string;
  latestBuild: { number: number; sha: string; builtAt: Date | string } | null;
  active: ComponentTab;
  /** The component's address. */
  base: string;
}

export function ComponentHeader({ name, latestBuild, active, base }: ComponentHeaderProps) {
  return (
    <>
      <PageHeader
        title={name}
        aside={
          latestBuild ? (
            <>
              Latest build{" "}
              <AppLink
                href={`${base}/builds/${latestBuild.number}`}
                className="inline-block py-0.5 font-medium text-foreground underline-offset-4 hover:underline"
              >
                #{latestBuild.number}
              </AppLink>{" "}
              · <span className="font-mono text-xs">{latestBuild.sha.slice(0, 7)}</span> ·{" "}
              <RelativeTime at={latestBuild.builtAt} />
            </>
          ) : null
        }
      />
      <nav aria-label={`${name}, pages`} className="-mt-2 mb-6 border-b border-border">
        <ul className="-mb-px flex gap-5 overflow-x-auto">
          {tabs.map((tab) => (
            <li key={tab}>
              <TabLink
                href={`${base}/${tab.toLowerCase()}`}
                isActive={tab === active}
                current="page"
                className="inline-flex h-9 items-center border-b-2 text-sm transition-colors"
                activeClassName="border-accent font-medium text-foreground"
                otherClassName="border-transparent text-muted hover:text-foreground"
              >
                {tab}
              </TabLink>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
