"use client";

import { ChevronRight } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";

export interface ProjectRow {
  name: string;
  href: string;
  description: string | null;
  componentCount: number;
  /** The newest build of any of its components. */
  lastBuildAt: Date | string | null;
}

/** In the browser too: organizations have hundreds, which come as data, and not a second time as what was made of it. */
export function ProjectList({ projects }: { projects: Packed<ProjectRow> }) {
  return (
    <ul className="overflow-hidden rounded-panel border border-border bg-surface">
      {unpackRows(projects).map((project) => (
        <li key={project.href} className="border-border [&:not(:first-child)]:border-t">
          <AppLink
            href={project.href}
            className="flex min-h-14 items-center gap-4 px-4 py-2.5 text-sm transition-colors hover:bg-surface-secondary focus-visible:-outline-offset-2"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{project.name}</span>
              {project.description ? (
                <span className="block truncate text-muted">{project.description}</span>
              ) : null}
            </span>
            <span className="text-right text-muted">
              <span className="block">
                {project.componentCount === 1 ? "1 component" : `${project.componentCount} components`}
              </span>
              {project.lastBuildAt ? (
                <span className="block text-xs">
                  last build <RelativeTime at={project.lastBuildAt} />
                </span>
              ) : null}
            </span>
            <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted" />
          </AppLink>
        </li>
      ))}
    </ul>
  );
}
