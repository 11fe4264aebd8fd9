"use client";

import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";
import { useGo } from "./navigating";

type AppLinkProps = Omit<ComponentProps<typeof Link>, "href" | "onNavigate" | "prefetch"> & {
  href: string;
  /** Where a click leads below 768 px instead. */
  narrowHref?: string;
};

/**
 * A link inside the console. Views carry hrefs as strings; the cast to a typed route happens here. Nothing is fetched
 * before the click: pages are never kept, and every refresh would fetch it again for each link in sight.
 */
export function AppLink({ href, narrowHref, replace = false, scroll = true, ...rest }: AppLinkProps) {
  const go = useGo();
  return (
    <Link
      href={href as Route}
      prefetch={false}
      replace={replace}
      scroll={scroll}
      onNavigate={(event) => {
        if (!go) return;
        event.preventDefault();
        const isNarrow = narrowHref !== undefined && matchMedia("(width < 48rem)").matches;
        go(isNarrow ? narrowHref : href, { isReplacing: replace, scroll });
      }}
      {...rest}
    />
  );
}
