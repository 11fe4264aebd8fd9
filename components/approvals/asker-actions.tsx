"use client";

import { Button } from "@heroui/react/button";
import { useState } from "react";
import { Panel } from "@/components/console/panel";
import { RelativeTime } from "@/components/console/relative-time";
import { FormError } from "@/components/ui/form-error";
import { useAction } from "@/components/ui/use-action";
import { CancelButton } from "./cancel-button";
import type { AskerView, RequestAction } from "./review-views";

export interface AskerPanelProps {
  number: number;
  asker: AskerView;
  /** Why the viewer does not decide it. */
  why: string | null;
  remindAction: RequestAction;
  cancelAction: RequestAction;
  level: 2 | 3;
}

/** For whoever asked: whom it waits for, a reminder to exactly those, and taking it back. */
export function AskerPanel({ number, asker, why, remindAction, cancelAction, level }: AskerPanelProps) {
  const { isMine, isStarted, waitsFor, remindedAt, remindableFrom, cancelEffect } = asker;
  const [isOpen, onOpenChange] = useState(false);
  const { run, isPending, failure } = useAction(remindAction);
  const canRemind = isMine && waitsFor.length > 0 && remindableFrom === null;
  return (
    <Panel title={isMine ? "Your request" : undefined} level={level}>
      <div className="grid gap-3 text-sm">
        <p>{isMine ? why : "As an administrator you can cancel this for whoever asked."}</p>
        {isMine && isStarted && waitsFor.length === 0 ? (
          <p>Nobody can decide it now. Ask an administrator.</p>
        ) : null}
        {isMine && remindedAt && remindableFrom ? (
          <p className="text-muted">
            You reminded its approvers <RelativeTime at={remindedAt} />. You can again{" "}
            <RelativeTime at={remindableFrom} />.
          </p>
        ) : null}
        <FormError failure={failure} />
        <div className="flex flex-wrap gap-2">
          {canRemind ? (
            <Button
              size="sm"
              variant="secondary"
              isPending={isPending}
              aria-label={`Remind of request ${number}`}
              onPress={() => run({ number })}
            >
              {isPending ? "Reminding…" : "Remind"}
            </Button>
          ) : null}
          {cancelEffect ? (
            <CancelButton {...{ number, isOpen, onOpenChange, cancelAction }} effect={cancelEffect} />
          ) : null}
        </div>
      </div>
    </Panel>
  );
}
