"use client";

import { Button } from "@heroui/react/button";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Panel } from "@/components/console/panel";
import { BindDialog } from "./bind-dialog";
import type { BindingOptions, BoundRow, CreateBindingAction, RemoveBindingAction } from "./binding-views";
import { UnbindDialog } from "./unbind-dialog";

interface BoundListProps {
  profile: string;
  bound: BoundRow[];
  options: BindingOptions;
  createBindingAction: CreateBindingAction;
  removeBindingAction: RemoveBindingAction;
}

/** What the profile gates. The most specific binding of all profiles holds. */
export function BoundList(props: BoundListProps) {
  const { bound, options } = props;
  const [open, setOpen] = useState<BoundRow | "new" | null>(null);
  const close = () => setOpen(null);
  return (
    <Panel
      flush
      title="Bound to"
      label="Bound to"
      aside={
        <Button size="sm" variant="outline" onPress={() => setOpen("new")}>
          <Plus aria-hidden="true" /> Bind to something
        </Button>
      }
    >
      {bound.length > 0 ? (
        <ul className="divide-y divide-separator text-sm">
          {bound.map((row) => (
            <li key={row.id} className="flex items-center justify-between gap-3 px-4 py-2">
              <span className="min-w-0 break-words">
                {row.words}
                {row.isOn ? null : <span className="text-muted"> (this workflow is off)</span>}
              </span>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Remove the binding ${row.words}`}
                onPress={() => setOpen(row)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="px-4 py-3 text-sm text-muted">
          Nothing yet, so nothing is gated by this profile. The most specific binding of all profiles holds: a
          component before its project, a target before all of them.
        </p>
      )}
      {open === "new" ? (
        <BindDialog
          profile={props.profile}
          options={options}
          createBindingAction={props.createBindingAction}
          onClose={close}
        />
      ) : open ? (
        <UnbindDialog bound={open} removeBindingAction={props.removeBindingAction} onClose={close} />
      ) : null}
    </Panel>
  );
}
