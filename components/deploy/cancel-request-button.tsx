"use client";

import { CancelButton } from "@/components/approvals/cancel-button";
import type { DeployActions } from "./deploy-views";
import { useFocusHome } from "./use-focus-home";
import { useOpenThenRefresh } from "./use-open-then-refresh";

interface CancelRequestButtonProps {
  request: number;
  /** "3 approvers will be told." */
  effect: string | null;
  cancelRequestAction: DeployActions["cancelRequestAction"];
}

/** On a card, which shows anew what can be done once the request is taken back. */
export function CancelRequestButton({ request, effect, cancelRequestAction }: CancelRequestButtonProps) {
  const [isOpen, onOpenChange] = useOpenThenRefresh();
  const ref = useFocusHome<HTMLButtonElement>();
  const dialog = { number: request, effect, isOpen, onOpenChange, cancelAction: cancelRequestAction };
  return <CancelButton ref={ref} {...dialog} />;
}
