"use client";

import { Button } from "@heroui/react/button";
import { Notice } from "@/components/console/notice";
import { FormError } from "@/components/ui/form-error";
import { useAction } from "@/components/ui/use-action";
import type { BoardSubject, DeployActions } from "./deploy-views";

interface DriftNoticeProps {
  /** What was found outside instead of what was deployed, as sentences. */
  drift: string;
  place: BoardSubject & { environment: string };
  checkAgainAction: DeployActions["checkAgainAction"];
}

/** The outside was changed behind our back. Looking again is the way on, once somebody has put it right. */
export function DriftNotice({ drift, place, checkAgainAction }: DriftNoticeProps) {
  const { run, isPending, failure } = useAction(checkAgainAction);
  return (
    <Notice tone="warning">
      <p>
        <strong className="font-medium">Drift.</strong> {drift}
      </p>
      <Button
        size="sm"
        variant="outline"
        className="mt-2"
        isPending={isPending}
        onPress={() => run(place)}
        aria-label="Look again what runs here"
      >
        {isPending ? "Looking…" : "Look again"}
      </Button>
      <FormError failure={failure} />
    </Notice>
  );
}
