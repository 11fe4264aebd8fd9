"use client";

import { Drawer } from "@heroui/react/drawer";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ButtonLink } from "@/components/ui/button-link";

interface ReviewPanelProps {
  number: number;
  /** The list without the panel. */
  closeHref: string;
  /** The request's own page. */
  pageHref: string;
  children: ReactNode;
}

/**
 * The review beside its list (`?review=42`). Closing replaces the address, so that Back leads to where the reviewer
 * came from and not into the panel again. React Aria restores the focus to the row's link.
 */
export function ReviewPanel({ number, closeHref, pageHref, children }: ReviewPanelProps) {
  const router = useRouter();
  const [isClosing, setClosing] = useState(false);

  function close() {
    setClosing(true);
    router.replace(closeHref as Parameters<typeof router.replace>[0], { scroll: false });
  }

  return (
    <Drawer.Backdrop isOpen={!isClosing} onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <Drawer.Content placement="right">
        <Drawer.Dialog aria-label={`Review Details, request ${number}`} className="review-drawer">
          <div className="flex h-12 shrink-0 items-center justify-between border-b border-border pr-14 pl-6">
            <p className="text-sm font-medium">
              Review Details <span className="font-normal text-muted">request {number}</span>
            </p>
            <ButtonLink href={pageHref} variant="ghost" prefetch={false}>
              Open as a page
            </ButtonLink>
          </div>
          <Drawer.CloseTrigger aria-label="Close" className="top-2.5" />
          <Drawer.Body className="m-0 bg-background px-4 py-5 md:px-6">{children}</Drawer.Body>
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}
