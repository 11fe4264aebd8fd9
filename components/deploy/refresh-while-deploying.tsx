"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const pauseMilliseconds = 1500;

/** Shows the page anew while a deployment runs: its lines come in, and its end is seen. What is typed stays. */
export function RefreshWhileDeploying() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  // The next one waits for the last: a slow server is not asked faster than it answers.
  useEffect(() => {
    if (isPending) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") startTransition(() => router.refresh());
    }, pauseMilliseconds);
    return () => clearInterval(timer);
  }, [router, isPending]);
  return null;
}
