import { Panel } from "@/components/console/panel";
import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";
import type { ConfigurationPageView } from "@/lib/deploy/views-pages";

type Version = ConfigurationPageView["environments"][number]["versions"][number];

interface VersionListProps {
  versions: Version[];
  isCut: boolean;
  /** The comparison of two versions, by their names. */
  compareHref: (left: string, right: string) => string;
}

function marks({ isSaved, isLive }: Version): string | null {
  const said = [...(isLive ? ["runs now"] : []), ...(isSaved ? ["saved last"] : [])];
  return said.length > 0 ? said.join(", ") : null;
}

/** Every version, newest first, with what it changed. */
export function VersionList({ versions, isCut, compareHref }: VersionListProps) {
  return (
    <Panel flush title="Versions" aside={isCut ? `The newest ${versions.length}` : null}>
      {versions.length === 0 ? (
        <p className="px-4 py-3 text-sm text-muted">Every save makes a version. They appear here.</p>
      ) : (
        <ol>
          {versions.map((version, at) => {
            const before = versions[at + 1];
            const mark = marks(version);
            return (
              <li
                key={version.version}
                className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-separator px-4 py-2.5 text-sm [&:not(:first-child)]:border-t"
              >
                <span className="font-medium">
                  v{version.version}
                  {mark ? <span className="ml-2 font-normal text-muted">{mark}</span> : null}
                </span>
                {before ? (
                  <AppLink
                    href={compareHref(before.name, version.name)}
                    scroll={false}
                    aria-label={`Changes of v${version.version}`}
                    className="text-muted underline decoration-dotted underline-offset-4 hover:text-foreground"
                  >
                    Changes
                  </AppLink>
                ) : (
                  <span />
                )}
                <span className="col-span-2 text-muted">
                  {version.by ?? "Countersign"} · <RelativeTime at={version.createdAt} />
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
