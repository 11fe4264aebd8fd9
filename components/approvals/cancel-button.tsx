"use client";

import { Button } from "@heroui/react/button";
import type { ComponentProps, Ref } from "react";
import { CancelRequestDialog } from "./cancel-request-dialog";

interface CancelButtonProps extends ComponentProps<typeof CancelRequestDialog> {
  ref?: Ref<HTMLButtonElement>;
}

/** Taking the request back that the place around it is about. */
export function CancelButton({ ref, ...dialog }: CancelButtonProps) {
  return (
    <>
      <Button ref={ref} size="sm" variant="danger-soft" onPress={() => dialog.onOpenChange(true)}>
        Cancel request
      </Button>
      <CancelRequestDialog {...dialog} />
    </>
  );
}
