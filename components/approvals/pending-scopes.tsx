"use client";

import { TabLink } from "@/components/ui/tab-link";

export interface ScopeView {
  /** "For me", "Mine", "All open" */
  label: string;
  href: string;
  isActive: boolean;
  /** Counted up to 100; null where a count would cost too much. */
  count: number | null;
}

/** Also the state filter of History: links, so that each has an address. */
export function PendingScopes({ label, scopes }: { label: string; scopes: ScopeView[] }) {
  return (
    <nav aria-label={label}>
      <ul className="inline-flex max-w-full flex-wrap gap-0.5 rounded-lg bg-default/70 p-0.5">
        {scopes.map((scope) => (
          <li key={scope.label}>
            <TabLink
              href={scope.href}
              isActive={scope.isActive}
              current="true"
              className="inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm transition-colors"
              activeClassName="bg-surface font-medium text-foreground"
              otherClassName="text-muted hover:text-foreground"
            >
              {scope.label}
              {scope.count === null ? null : (
                <span className="text-xs text-muted">{scope.count > 99 ? "99+" : scope.count}</span>
              )}
            </TabLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
