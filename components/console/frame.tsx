"use client";

import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Announcements } from "./announcements";
import { LiveUpdates, type LiveUpdatesProps } from "./live-updates";
import { LocalTimes } from "./local-times";
import { Logo } from "./logo";
import { MobileMenu } from "./mobile-menu";
import { Navigation } from "./navigation";
import { OrganizationSwitcher, type OrganizationView } from "./organization-switcher";
import { PageArea } from "./page-area";
import { UserMenu, type UserMenuProps } from "./user-menu";
import { Viewer } from "./viewer";

interface FrameProps {
  organization: OrganizationView;
  /** All that the viewer belongs to, this one included. */
  organizations: OrganizationView[];
  user: { name: string; email: string };
  /** Requests that the viewer may decide now, counted up to 100. */
  pendingCount: number;
  /** Whether Settings appears at all. It hides a link; the page checks for itself. */
  showSettings: boolean;
  signOutAction: UserMenuProps["signOutAction"];
  switchAccountAction: UserMenuProps["switchAccountAction"];
  live: Pick<LiveUpdatesProps, "since" | "build">;
  children: ReactNode;
}

function SidebarContent(props: Omit<FrameProps, "children" | "live">) {
  return (
    <>
      <OrganizationSwitcher current={props.organization} organizations={props.organizations} />
      <div className="mt-3 flex-1 overflow-y-auto">
        <Navigation
          organization={props.organization.slug}
          pendingCount={props.pendingCount}
          showSettings={props.showSettings}
        />
      </div>
      <UserMenu
        {...props.user}
        signOutAction={props.signOutAction}
        switchAccountAction={props.switchAccountAction}
      />
    </>
  );
}

/**
 * The console around every page of an organization. Never a permission check (architecture.md, rule 6). In the browser
 * too, since what it is made of would weigh more on every page than what it is made with.
 */
export function Frame({ children, live, ...sidebar }: FrameProps) {
  const { slug } = sidebar.organization;
  const home = `/${slug}`;
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[14.25rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <div className="hidden border-r border-border bg-surface md:block">
        <header className="sticky top-0 flex h-dvh flex-col px-3 pt-4 pb-3">
          <AppLink
            href={home}
            className="mb-3 flex h-8 items-center gap-2.5 px-2 text-base font-semibold tracking-tight"
          >
            <Logo />
            Countersign
          </AppLink>
          <SidebarContent {...sidebar} />
        </header>
      </div>
      <header className="sticky top-0 z-30 flex h-12 items-center justify-between border-b border-border bg-surface pr-1.5 pl-4 md:hidden">
        <AppLink href={home} className="flex h-8 items-center gap-2 text-base font-semibold tracking-tight">
          <Logo />
          {sidebar.organization.name}
        </AppLink>
        <MobileMenu pendingCount={sidebar.pendingCount}>
          <SidebarContent {...sidebar} />
        </MobileMenu>
      </header>
      <div className="min-w-0">
        {/* From 768 px on at the foot of the navigation, the one place where nothing is read, nor opens over it. */}
        <div className="contents md:fixed md:bottom-16 md:left-3 md:z-40 md:grid md:w-[12.75rem] md:gap-2">
          <LiveUpdates key={slug} organization={slug} viewer={sidebar.user.email} {...live} />
          <Announcements />
        </div>
        <PageArea area="page">
          <Viewer user={sidebar.user}>{children}</Viewer>
        </PageArea>
      </div>
      <LocalTimes />
    </div>
  );
}
