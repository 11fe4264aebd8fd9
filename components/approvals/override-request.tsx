"use client";

import { Button } from "@heroui/react/button";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { OverrideDialogProps } from "./override-dialog";

/** Few see it, and fewer open it. */
const OverrideDialog = dynamic(() =>
  import("./override-dialog").then(({ OverrideDialog }) => OverrideDialog),
);

type OverrideRequestProps = Omit<OverrideDialogProps, "onClose">;

/** For administrators: named as what it is, apart from the decision of an approver, and never done by one click. */
export function OverrideRequest(props: OverrideRequestProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-3 grid justify-items-start gap-2 border-t border-separator pt-3">
      <p className="text-sm text-muted">As an administrator you can decide instead of the approvers.</p>
      <Button size="sm" variant="danger-soft" onPress={() => setOpen(true)}>
        Override…
      </Button>
      {isOpen ? <OverrideDialog {...props} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
