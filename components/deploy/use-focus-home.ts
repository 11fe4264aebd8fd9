import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * For a button that goes away once it has done what it says: the focus, which would be lost with it, goes to what it stood
 * in, the nearest `[data-focus-home]`.
 */
export function useFocusHome<Element extends HTMLElement>(): RefObject<Element | null> {
  const button = useRef<Element>(null);
  useLayoutEffect(() => {
    const home = button.current?.closest<HTMLElement>("[data-focus-home]");
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) home?.focus({ preventScroll: true });
      });
    };
  }, []);
  return button;
}
