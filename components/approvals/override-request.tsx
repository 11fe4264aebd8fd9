"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { AdministratorOffer } from "./administrator-offer";
import type { OverrideDialogProps } from "./override-dialog";

/** Few see it, and fewer open it. */
const OverrideDialog = dynamic(() =>
  import("./override-dialog").then(({ OverrideDialog }) => OverrideDialog),
);

/** Deciding instead of the approvers, while it is open. */
export function OverrideRequest(props: Omit<OverrideDialogProps, "onClose">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <AdministratorOffer
      label="Override…"
      onPress={() => setOpen(true)}
      dialog={isOpen ? <OverrideDialog {...props} onClose={() => setOpen(false)} /> : null}
    >
      As an administrator you can decide instead of the approvers.
    </AdministratorOffer>
  );
}
