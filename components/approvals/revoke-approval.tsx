"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { AdministratorOffer } from "./administrator-offer";
import type { RevokeDialogProps } from "./revoke-dialog";

/** Few see it, and fewer open it. */
const RevokeDialog = dynamic(() => import("./revoke-dialog").then(({ RevokeDialog }) => RevokeDialog));

/** Taking an approval back, while nobody has used it. */
export function RevokeApproval(props: Omit<RevokeDialogProps, "onClose">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <AdministratorOffer
      label="Revoke…"
      onPress={() => setOpen(true)}
      dialog={isOpen ? <RevokeDialog {...props} onClose={() => setOpen(false)} /> : null}
    >
      As an administrator you can take this approval back.
    </AdministratorOffer>
  );
}
