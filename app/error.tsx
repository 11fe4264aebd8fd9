"use client";

import { Button } from "@heroui/react/button";
import { ButtonLink } from "@/components/ui/button-link";

interface ErrorPageProps {
  error: Error & { digest?: string };
  /** Fetches the page anew; resetting alone would show the same failure again. */
  retry: () => void;
}

/** No raw message reaches a browser: the digest finds it in the server's log. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main id="content" className="grid min-h-[70dvh] content-center justify-items-center px-4 text-center">
      <h1 className="text-title font-semibold tracking-tight">This page could not be shown</h1>
      <p className="mt-1 mb-5 max-w-[46ch] text-sm text-muted">
        Something failed on our side. Nothing was decided or deployed by it. Try again; if it stays, tell
        whoever runs this server{error.digest ? ` and give them ${error.digest}` : ""}.
      </p>
      <div className="flex gap-2">
        <Button size="sm" onPress={retry}>
          Try again
        </Button>
        <ButtonLink href="/">To my organization</ButtonLink>
      </div>
    </main>
  );
}
