"use client";

import { Button } from "@heroui/react/button";
import { ArrowRight } from "lucide-react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { BoardSubject, DeployActions } from "./deploy-views";
import { useOpenThenRefresh } from "./use-open-then-refresh";

interface PromoteButtonProps {
  from: { slug: string; name: string };
  to: { slug: string; name: string };
  build: number;
  /** The approved request that this uses up; null where nothing has to be asked. */
  request: number | null;
  subject: BoardSubject;
  promoteAction: DeployActions["promoteAction"];
}

export function PromoteButton({ from, to, build, request, subject, promoteAction }: PromoteButtonProps) {
  const [isOpen, setOpen] = useOpenThenRefresh();
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        onPress={() => setOpen(true)}
        aria-label={`Promote build #${build} to ${to.name}`}
      >
        Promote
        <ArrowRight aria-hidden="true" />
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={`Promote build #${build} to ${to.name}?`}
        confirmLabel="Promote"
        pendingLabel="Promoting…"
        dismissLabel="Not now"
        confirmAction={() => promoteAction({ ...subject, from: from.slug, to: to.slug, build, request })}
      >
        <p>
          {request === null
            ? `${to.name} needs no approval from ${from.name}. It will run build #${build}.`
            : `Exactly what request ${request} approved will ship: build #${build} with its configuration.`}
        </p>
      </ConfirmDialog>
    </>
  );
}
