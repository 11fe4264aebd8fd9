"use client";

import { Button } from "@heroui/react/button";
import { RotateCw } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import { FormError } from "@/components/ui/form-error";
import { useAction } from "@/components/ui/use-action";
import type { EnvironmentCardView } from "@/lib/deploy/views";
import type { DeployActions } from "./deploy-views";

interface FailedDeploymentProps {
  failed: NonNullable<EnvironmentCardView["failed"]>;
  retryAction: DeployActions["retryAction"];
}

/** What the driver said, and the way on. */
export function FailedDeployment({ failed, retryAction }: FailedDeploymentProps) {
  const { run, isPending, failure } = useAction(retryAction);
  return (
    <section
      aria-label={`Build #${failed.build} failed`}
      className="grid gap-2 rounded-lg border border-danger/30 bg-danger-soft p-3 text-sm"
    >
      <p>
        <strong className="font-medium text-danger-strong">Build #{failed.build} failed</strong>{" "}
        <RelativeTime at={failed.failedAt} />
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
