"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { useLeadingTo } from "@/components/ui/navigating";
import { comingFrom } from "./page-shape";
import { PageSkeleton } from "./page-skeleton";

/**
 * Where a page, or what is below a component's tabs, gives way to the shape of the next one as soon as that is clicked.
 * What was there is only hidden: should the server not answer, it is there again with all that was typed.
 */
export function PageArea({ area, children }: { area: "page" | "tab"; children: ReactNode }) {
  const leadingTo = useLeadingTo();
  const here = `${usePathname()}?${useSearchParams()}`;
  const coming = leadingTo === null ? null : comingFrom(here, leadingTo);
  const isLeaving = coming?.area === area;
  const isChanging = area === "page" && leadingTo !== null && coming === null;
  return (
    <>
      <div hidden={isLeaving} aria-busy={isChanging} className="aria-busy:opacity-60">
        {children}
      </div>
      {isLeaving || (area === "page" && coming?.area === "above") ? (
        <PageSkeleton area={coming.area} shape={coming.shape} />
      ) : null}
    </>
  );
}
