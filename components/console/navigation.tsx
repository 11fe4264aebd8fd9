"use client";

import { CheckCheck, FolderKanban, Settings } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ComponentType } from "react";
import { AppLink } from "@/components/ui/app-link";
import { useLeadingTo } from "@/components/ui/navigating";

interface NavigationProps {
  organization: string;
  /** Requests that the viewer may decide now; counted up to 100, shown as "99+". */
  pendingCount: number;
  showSettings: boolean;
}

interface Entry {
  label: string;
  href: string;
  isActive: boolean;
  icon: ComponentType<{ className?: string }>;
  badge?: number;
  pages?: { label: string; href: string }[];
}

function entriesOf({ organization, pendingCount, showSettings }: NavigationProps, pathname: string): Entry[] {
  const home = `/${organization}`;
  const approvals = `${home}/approvals`;
  const settings = `${home}/settings`;
  const entries: Entry[] = [
    {
      label: "Projects",
      href: home,
      isActive: pathname === home || pathname.startsWith(`${home}/projects`),
      icon: FolderKanban,
    },
    {
      label: "Approvals",
      href: `${approvals}/pending`,
      isActive: pathname.startsWith(approvals),
      icon: CheckCheck,
      badge: pendingCount,
      pages: [
        { label: "Pending", href: `${approvals}/pending` },
        { label: "History", href: `${approvals}/history` },
      ],
    },
  ];
  if (showSettings) {
    entries.push({
      label: "Settings",
      href: `${settings}/workflows`,
      isActive: pathname.startsWith(settings),
      icon: Settings,
      pages: [
        { label: "Workflows", href: `${settings}/workflows` },
        { label: "Approval profiles", href: `${settings}/profiles` },
      ],
    });
  }
  return entries;
}

function CountBadge({ count }: { count: number }) {
  if (count === 0) return null;
  const shown = count > 99 ? "99+" : String(count);
  return (
    <span className="ml-auto inline-flex h-5 min-w-5 items-center justify-center rounded-sm bg-accent px-1.5 text-2xs font-semibold text-accent-foreground">
      {shown}
      <span className="sr-only"> waiting for your decision</span>
    </span>
  );
}

const row = "flex items-center rounded-lg transition-colors hover:bg-default/70";

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}

export function Navigation(props: NavigationProps) {
  const here = usePathname();
  const leadingTo = useLeadingTo();
  const pathname = leadingTo?.split("?")[0] ?? here;
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {entriesOf(props, pathname).map((entry) => (
          <li key={entry.label}>
            <AppLink
              href={entry.href}
              aria-current={entry.isActive && (!entry.pages || pathname === entry.href) ? "page" : undefined}
              className={`${row} h-8 gap-2.5 px-2 text-sm ${entry.isActive ? "bg-default font-medium text-foreground" : "text-muted"}`}
            >
              <entry.icon className="size-4 shrink-0" />
              {entry.label}
              <CountBadge count={entry.badge ?? 0} />
            </AppLink>
            {entry.isActive && entry.pages ? (
              <ul className="my-0.5 ml-[1.125rem] grid gap-0.5 border-l border-border pl-2">
                {entry.pages.map((page) => (
                  <li key={page.href}>
                    <AppLink
                      href={page.href}
                      aria-current={pathname === page.href ? "page" : undefined}
                      className={`${row} h-7 px-2 ${isWithin(pathname, page.href) ? "bg-default/70 font-medium text-foreground" : "text-muted"}`}
                    >
                      {page.label}
                    </AppLink>
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}
