"use client";

import { Button } from "@heroui/react/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { DeployActions } from "./deploy-views";
import { useFocusHome } from "./use-focus-home";
import { useOpenThenRefresh } from "./use-open-then-refresh";

interface CancelRequestButtonProps {
  request: number;
  /** Everyone who was asked, those who have voted too. */
  toldCount: number;
  tellsRequester: boolean;
  cancelRequestAction: DeployActions["cancelRequestAction"];
}

function toldLine(approvers: number, requester: boolean): string {
  const many = approvers === 1 ? "1 approver" : `${approvers} approvers`;
  return `${many}${requester ? " and who asked" : ""} will be told.`;
}

export function CancelRequestButton({
  request,
  toldCount,
  tellsRequester,
  cancelRequestAction,
}: CancelRequestButtonProps) {
  const [isOpen, setOpen] = useOpenThenRefresh();
  const button = useFocusHome<HTMLButtonElement>();
  return (
    <>
      <Button ref={button} size="sm" variant="danger-soft" onPress={() => setOpen(true)}>
        Cancel request
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={`Cancel request ${request}?`}
        confirmLabel="Cancel request"
        pendingLabel="Cancelling…"
        dismissLabel="Keep it"
        isDangerous
        confirmAction={() => cancelRequestAction({ number: request })}
      >
        <p>{toldLine(toldCount, tellsRequester)}</p>
      </ConfirmDialog>
    </>
  );
}
