"use client";

import { CloseButton } from "@heroui/react/close-button";
import { useRouter } from "next/navigation";
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { ButtonLink } from "@/components/ui/button-link";

interface ReviewPanelProps {
  number: number;
  /** The list without the panel. */
  closeHref: string;
  /** The request's own page. */
  pageHref: string;
  /** It belongs into this list no more. */
  isOver: boolean;
  children: ReactNode;
}

/**
 * The review beside its list (`?review=42`). It blocks nothing: another row, another page are one click away, and lead
 * out of it. Closing replaces the address, so that Back leads to where the reviewer came from and not into it again. What
 * is over when the panel opens leads back to the list; what ends while it is open stays, so that it can be read how.
 */
export function ReviewPanel({ number, closeHref, pageHref, isOver, children }: ReviewPanelProps) {
  const router = useRouter();
  const panel = useRef<HTMLDialogElement>(null);
  const close = () => router.replace(closeHref as Parameters<typeof router.replace>[0], { scroll: false });
  const [wasOver] = useState(isOver);
  useFocusOfPanel(panel, number);
  useEscape(close);
  const leave = useEffectEvent(close);
  useEffect(() => {
    if (wasOver) leave();
  }, [wasOver]);
  if (wasOver) return null;
  return (
    <dialog
      ref={panel}
      open
      tabIndex={-1}
      data-keys="review"
      data-review={number}
      aria-label={`Review Details, request ${number}`}
      className="review-panel"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 border-b border-border bg-surface pr-3 pl-4 xl:pl-6">
        <p className="flex-1 text-sm font-medium">
          Review Details <span className="font-normal text-muted">request {number}</span>
        </p>
        <ButtonLink href={pageHref} variant="ghost">
          Open as a page
        </ButtonLink>
        <CloseButton aria-label="Close" onPress={close} />
      </div>
      {/* No padding below a decision that sticks to the edge: what scrolls would show under it. */}
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pt-5 xl:px-6 xl:pb-5">
        {children}
      </div>
    </dialog>
  );
}

/** Into the panel when it opens; when it goes, back to its row, or to the list when the row went with it. */
function useFocusOfPanel(panel: RefObject<HTMLDialogElement | null>, number: number): void {
  useLayoutEffect(() => {
    const element = panel.current;
    element?.focus();
    return () => {
      if (!element?.contains(document.activeElement)) return;
      requestAnimationFrame(() => {
        // Another review has taken its place, and the focus with it.
        if (document.querySelector(".review-panel")) return;
        const links = document.querySelectorAll<HTMLElement>(
          `main a[href$="review=${number}"]:not([tabindex])`,
        );
        const row = [...links].find((link) => link.offsetParent !== null);
        (row ?? document.getElementById("content"))?.focus();
      });
    };
  }, [panel, number]);
}

function useEscape(close: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
