"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, startTransition, use, useCallback, useOptimistic } from "react";

type Go = (href: string, how: { isReplacing: boolean; scroll: boolean }) => void;

const GoContext = createContext<Go | null>(null);
const LeadingToContext = createContext<string | null>(null);

/**
 * Around the console: a click on any of its links is answered at once, before the server has the page. What is to be seen
 * meanwhile those decide who ask where it leads.
 */
export function Navigating({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [leadingTo, lead] = useOptimistic<string | null>(null);
  const go = useCallback<Go>(
    (href, { isReplacing, scroll }) =>
      startTransition(() => {
        lead(href);
        if (isReplacing) router.replace(href as Route, { scroll });
        else router.push(href as Route, { scroll });
      }),
    [router, lead],
  );
  return (
    <GoContext value={go}>
      <LeadingToContext value={leadingTo}>{children}</LeadingToContext>
    </GoContext>
  );
}

/** Leads to another page of the console. Null outside of it. */
export function useGo(): Go | null {
  return use(GoContext);
}

/** The address that was clicked, until its page is there; else null. */
export function useLeadingTo(): string | null {
  return use(LeadingToContext);
}
