"use client";

import { Button } from "@heroui/react/button";
import { CancelRequestDialog } from "@/components/approvals/cancel-request-dialog";
import type { DeployActions } from "./deploy-views";
import { useFocusHome } from "./use-focus-home";
import { useOpenThenRefresh } from "./use-open-then-refresh";

interface CancelRequestButtonProps {
  request: number;
  /** "3 approvers will be told." */
  effect: string | null;
  cancelRequestAction: DeployActions["cancelRequestAction"];
}

export function CancelRequestButton({ request, effect, cancelRequestAction }: CancelRequestButtonProps) {
  const [isOpen, setOpen] = useOpenThenRefresh();
  const button = useFocusHome<HTMLButtonElement>();
  return (
    <>
      <Button ref={button} size="sm" variant="danger-soft" onPress={() => setOpen(true)}>
        Cancel request
      </Button>
      <CancelRequestDialog
        number={request}
        effect={effect}
        isOpen={isOpen}
        onOpenChange={setOpen}
        cancelAction={cancelRequestAction}
      />
    </>
  );
}
