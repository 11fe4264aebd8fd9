"use client";

import { Button } from "@heroui/react/button";
import type { ComponentProps, ReactNode } from "react";

interface SubmitButtonProps {
  isPending: boolean;
  /** What stands on the button while the server works: "Saving…". */
  pendingLabel: string;
  variant?: ComponentProps<typeof Button>["variant"];
  fullWidth?: boolean;
  children: ReactNode;
}

export function SubmitButton(props: SubmitButtonProps) {
  const { isPending, pendingLabel, variant = "primary", fullWidth = false, children } = props;
  return (
    <Button type="submit" variant={variant} fullWidth={fullWidth} isPending={isPending}>
      {isPending ? pendingLabel : children}
    </Button>
  );
}
