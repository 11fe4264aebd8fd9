"use client";

import type { ReactNode } from "react";
import { AppLink } from "./app-link";
import { useLeadingTo } from "./navigating";

interface TabLinkProps {
  href: string;
  isActive: boolean;
  /** What marks it, for assistive technology. */
  current: "page" | "true";
  className: string;
  activeClassName: string;
  otherClassName: string;
  children: ReactNode;
}

/** One of several that exclude each other: shown as chosen as soon as it is clicked. */
export function TabLink(props: TabLinkProps) {
  const { href, current, className, activeClassName, otherClassName, children } = props;
  const leadingTo = useLeadingTo();
  const isActive = leadingTo === null ? props.isActive : leadingTo === href;
  return (
    <AppLink
      href={href}
      aria-current={isActive ? current : undefined}
      className={`${className} ${isActive ? activeClassName : otherClassName}`}
    >
      {children}
    </AppLink>
  );
}
