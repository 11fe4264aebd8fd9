"use client";

import { Button } from "@heroui/react/button";
import { PageNotice } from "@/components/console/page-notice";
import { ButtonLink } from "@/components/ui/button-link";

interface ErrorPageProps {
  error: Error & { digest?: string };
  /** Fetches the page anew; resetting alone would show the same failure again. */
  retry: () => void;
}

/** No raw message reaches a browser: the digest finds it in the server's log. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <PageNotice
      title="This page could not be shown"
      text={`Something failed on our side. Nothing was decided or deployed by it. Try again; if it stays, tell whoever runs this server${error.digest ? ` and give them ${error.digest}` : ""}.`}
      actions={
        <>
          <Button size="sm" onPress={retry}>
            Try again
          </Button>
          <ButtonLink href="/">To my organization</ButtonLink>
        </>
      }
    />
  );
}
