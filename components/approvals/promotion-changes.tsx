import { ArrowUpRight } from "lucide-react";
import { Notice } from "@/components/console/notice";
import { Panel } from "@/components/console/panel";
import { CommitPanel } from "./commit-panel";
import { ConfigurationDiff } from "./configuration-diff";
import type { PromotionAboutView } from "./review-views";

interface PromotionChangesProps {
  about: PromotionAboutView;
  level: 2 | 3;
  /** Of a closed request the target has rightly moved on. */
  isOpen: boolean;
}

/** Another build runs in the target than the changes are counted from: said, because the list below is not against it. */
function movedOn({ live, since, to }: PromotionAboutView): string | null {
  const now = live?.build ?? null;
  if (now === since) return null;
  const running = (build: number | null) => (build === null ? "nothing" : `build #${build}`);
  return `${to} runs ${running(now)} now; when this was asked it ran ${running(since)}, which the changes below are counted from.`;
}

/** Commits and configuration between what was live and what would be. */
export function PromotionChanges({ about, level, isOpen }: PromotionChangesProps) {
  const { commits, to, configuration, compareUrl } = about;
  const moved = isOpen ? movedOn(about) : null;
  return (
    <>
      {moved ? <Notice tone="warning">{moved}</Notice> : null}
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
