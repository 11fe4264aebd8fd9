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
    <Notice
      tone="warning"
      action={
        <Button size="sm" variant="outline" isPending={isPending} onPress={() => run(place)}>
          {isPending ? "Looking…" : "Look again"}
        </Button>
      }
    >
      <strong className="font-medium">Drift.</strong> {drift}
      <FormError failure={failure} />
    </Notice>
  );
}
