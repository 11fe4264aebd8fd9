"use client";

import { Fragment, type ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";

export interface Breadcrumb {
  label: string;
  /** Left out for the page itself, which comes last. */
  href?: string;
}

interface PageProps {
  breadcrumbs: Breadcrumb[];
  children: ReactNode;
}

/** What every page of the console stands in: the top bar with its breadcrumbs, and the main landmark. */
export function Page({ breadcrumbs, children }: PageProps) {
  return (
    <>
      <div className="flex min-h-10 items-center md:min-h-12 border-b border-border bg-surface px-4 md:sticky md:top-0 md:z-20 md:px-6">
        <nav aria-label="Breadcrumbs" className="min-w-0">
          <ol className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm text-muted">
            {breadcrumbs.map((crumb, index) => (
              <Fragment key={crumb.label}>
                {index > 0 ? (
                  <li aria-hidden="true" className="text-muted/50 select-none">
                    /
                  </li>
                ) : null}
                <li className="min-w-0 truncate">
                  {crumb.href ? (
                    <AppLink
                      href={crumb.href}
                      className="inline-block py-1 transition-colors hover:text-foreground"
                    >
                      {crumb.label}
                    </AppLink>
                  ) : (
                    <span aria-current="page" className="font-medium text-foreground">
                      {crumb.label}
                    </span>
                  )}
                </li>
              </Fragment>
            ))}
          </ol>
        </nav>
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[76rem] px-4 pt-6 pb-16 outline-none md:px-6"
      >
        {children}
      </main>
    </>
  );
}
