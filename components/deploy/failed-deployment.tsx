"use client";

import { Button } from "@heroui/react/button";
import { RotateCw } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";
import { FormError } from "@/components/ui/form-error";
import { useAction } from "@/components/ui/use-action";
import type { EnvironmentCardView } from "@/lib/deploy/views";
import type { DeployActions } from "./deploy-views";

interface FailedDeploymentProps {
  failed: NonNullable<EnvironmentCardView["failed"]>;
  /** Where all that was deployed there is told, with its log. */
  historyHref: string;
  retryAction: DeployActions["retryAction"];
}

/** What the driver said, and the way on. */
export function FailedDeployment({ failed, historyHref, retryAction }: FailedDeploymentProps) {
  const { run, isPending, failure } = useAction(retryAction);
  return (
    <section
      aria-label={`Build #${failed.build} failed`}
      className="grid gap-2 rounded-lg border border-danger/30 bg-danger-soft p-3 text-sm"
    >
      <p>
        <strong className="font-medium text-danger-strong">Build #{failed.build} failed</strong>{" "}
        <RelativeTime at={failed.failedAt} /> ·{" "}
        <AppLink href={historyHref} className="py-1 underline underline-offset-4">
          Log
        </AppLink>
      </p>
      <p className="max-h-32 overflow-y-auto font-mono text-xs leading-5 break-words">{failed.reason}</p>
      {failed.retryBlocked ? (
        <p>{failed.retryBlocked}</p>
      ) : (
        <Button
          size="sm"
          variant="outline"
          isPending={isPending}
          onPress={() => run({ deployment: failed.id })}
          aria-label={`Retry build #${failed.build}`}
        >
          <RotateCw aria-hidden="true" />
          {isPending ? "Retrying…" : "Retry"}
        </Button>
      )}
      <FormError failure={failure} />
    </section>
  );
}
