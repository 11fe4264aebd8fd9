"use client";

import { Button } from "@heroui/react/button";
import type { ComponentProps, ReactNode } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useFocusHome } from "./use-focus-home";
import { useOpenThenRefresh } from "./use-open-then-refresh";

type Dialog = ComponentProps<typeof ConfirmDialog>;

interface ConfirmedButtonProps
  extends Pick<Dialog, "title" | "confirmLabel" | "pendingLabel" | "dismissLabel" | "confirmAction"> {
  variant?: ComponentProps<typeof Button>["variant"];
  label: ReactNode;
  /** The button's name, where what it says repeats on the page. */
  name: string;
  /** Names the effect, as a sentence or two. */
  children: ReactNode;
}

/** A button for what changes what runs: it says what will happen, and does it once that is confirmed. */
export function ConfirmedButton(props: ConfirmedButtonProps) {
  const { variant = "primary", label, name, children, ...dialog } = props;
  const [isOpen, setOpen] = useOpenThenRefresh();
  const button = useFocusHome<HTMLButtonElement>();
  return (
    <>
      <Button ref={button} size="sm" variant={variant} onPress={() => setOpen(true)} aria-label={name}>
        {label}
      </Button>
      <ConfirmDialog isOpen={isOpen} onOpenChange={setOpen} {...dialog}>
        {children}
      </ConfirmDialog>
    </>
  );
}
