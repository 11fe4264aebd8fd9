import { ArrowUpRight } from "lucide-react";
import { Panel } from "@/components/console/panel";
import { CommitPanel } from "./commit-panel";
import { ConfigurationDiff } from "./configuration-diff";
import type { PromotionAboutView } from "./review-views";

/** Commits and configuration between what was live and what would be. */
export function PromotionChanges({ about, level }: { about: PromotionAboutView; level: 2 | 3 }) {
  const { commits, to, configuration, compareUrl } = about;
  return (
    <>
      <CommitPanel
        commits={commits}
        build={about.build.number}
        live={about.since}
        target={to}
        level={level}
        aside={
          compareUrl ? (
            <a
              href={compareUrl}
              rel="noreferrer"
              className="inline-flex items-center gap-1 py-1 hover:text-foreground"
            >
              Compare <ArrowUpRight aria-hidden="true" className="size-3.5" />
            </a>
          ) : null
        }
      />
      <Panel flush level={level} title={configuration?.title ?? `Configuration in ${to}`}>
        {configuration ? (
          <ConfigurationDiff lines={configuration.lines} />
        ) : (
          <p className="px-4 py-3 text-sm text-muted">Stays as it is.</p>
        )}
      </Panel>
    </>
  );
}
