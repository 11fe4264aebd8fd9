"use client";

import { ShieldCheck } from "lucide-react";
import { StatusDot, type StatusTone } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { ButtonLink } from "@/components/ui/button-link";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";

export interface ComponentInEnvironment {
  environment: string;
  isCritical: boolean;
  /** Null: nothing was deployed there yet. */
  build: number | null;
  status: { tone: StatusTone; label: string };
}

export interface ComponentRow {
  name: string;
  /** Its Deploy page. */
  href: string;
  /** In promotion order, the same environments for every component of the list. */
  environments: ComponentInEnvironment[];
  /** "Request to Promote to Production" with a link, or only a sentence: "Waiting for Release managers, 1 of 2". */
  next: { label: string; href: string | null; waitsAt: string | null } | null;
}

function Environment({ at }: { at: ComponentInEnvironment }) {
  if (at.build === null) return <span className="text-muted">Nothing yet</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span className="font-mono text-xs font-medium">#{at.build}</span>
      <StatusDot tone={at.status.tone} className="text-muted">
        {at.status.label}
      </StatusDot>
    </span>
  );
}

function Next({ row }: { row: ComponentRow }) {
  if (!row.next) return <span className="text-muted">Nothing to do</span>;
  if (!row.next.href && row.next.waitsAt)
    return (
      <AppLink
        href={row.next.waitsAt}
        className="inline-block py-0.5 text-muted underline decoration-border underline-offset-4 hover:text-foreground"
      >
        {row.next.label}
      </AppLink>
    );
  if (!row.next.href) return <span className="text-muted">{row.next.label}</span>;
  return (
    <ButtonLink
      href={row.next.href}
      label={`${row.next.label}: ${row.name}`}
      className="h-auto min-h-8 py-1.5 text-left whitespace-normal"
    >
      {row.next.label}
    </ButtonLink>
  );
}

/** A table that becomes a stack of cards below 768 px: each cell then carries its column's name. */
export function ComponentList({ components: packed }: { components: Packed<ComponentRow> }) {
  const components = unpackRows(packed);
  const environments = components[0]?.environments ?? [];
  return (
    <table className="stacking-table">
      <thead>
        <tr>
          <th scope="col">Component</th>
          {environments.map((at) => (
            <th key={at.environment} scope="col">
              <span className="inline-flex items-center gap-1.5">
                {at.environment}
                {at.isCritical ? <ShieldCheck role="img" aria-label="critical" className="size-3.5" /> : null}
              </span>
            </th>
          ))}
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {components.map((row) => (
          <tr key={row.href}>
            <th scope="row">
              <AppLink
                href={row.href}
                className="inline-block py-1 font-medium underline-offset-4 hover:underline"
              >
                {row.name}
              </AppLink>
            </th>
            {row.environments.map((at) => (
              <td key={at.environment} data-label={at.environment}>
                <Environment at={at} />
              </td>
            ))}
            <td data-label="Next">
              <Next row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
