import { useRouter } from "next/navigation";
import { useCallback, useEffect, useLayoutEffect, useRef, useTransition } from "react";

/** In milliseconds: an open dialog is looked at again after a while. */
const dialogPause = 300;
/** A refresh that another navigation took over may never say that it is done. */
const longest = 1500;
const dialog = "[role=dialog],[role=alertdialog]";

/**
 * Shows the page anew, soon: one refresh at a time, none while nobody looks, and none under an open dialog, which would
 * lose the place it belongs to. What is typed stays, since components keep their state.
 */
export function useCalmRefresh(): () => void {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const isWanted = useRef(false);
  const busyUntil = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const attempt = useCallback(() => {
    timer.current = undefined;
    if (!isWanted.current || document.hidden) return;
    const isBusy = Date.now() < busyUntil.current;
    if (isBusy || document.querySelector(dialog)) {
      timer.current = setTimeout(attempt, dialogPause);
      return;
    }
    isWanted.current = false;
    busyUntil.current = Date.now() + longest;
    startTransition(() => router.refresh());
  }, [router]);

  // With the commit that shows it: what was heard meanwhile waits for nothing else.
  useLayoutEffect(() => {
    if (isPending) return;
    busyUntil.current = 0;
    if (isWanted.current) attempt();
  }, [isPending, attempt]);

  useEffect(() => {
    document.addEventListener("visibilitychange", attempt);
    return () => {
      document.removeEventListener("visibilitychange", attempt);
      clearTimeout(timer.current);
    };
  }, [attempt]);

  return useCallback(() => {
    isWanted.current = true;
    // What comes in one piece is shown together; what comes while a page is read, with the next reading.
    timer.current ??= setTimeout(attempt);
  }, [attempt]);
}
