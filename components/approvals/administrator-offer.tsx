"use client";

import { Button } from "@heroui/react/button";
import type { ReactNode } from "react";

interface AdministratorOfferProps {
  /** "As an administrator you can decide instead of the approvers." */
  children: string;
  /** "Override…": what follows is asked for in a dialog. */
  label: string;
  onPress: () => void;
  dialog: ReactNode;
}

/** What administrators alone can do about a request: named as what it is, apart from a decision, and never done by one click. */
export function AdministratorOffer({ children, label, onPress, dialog }: AdministratorOfferProps) {
  return (
    <div className="mt-3 grid justify-items-start gap-2 border-t border-separator pt-3">
      <p className="text-sm text-muted">{children}</p>
      <Button size="sm" variant="danger-soft" onPress={onPress}>
        {label}
      </Button>
      {dialog}
    </div>
  );
}
