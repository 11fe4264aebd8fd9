"use client";

import { Button } from "@heroui/react/button";
import { Switch } from "@heroui/react/switch";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { ConfigureWorkflowDialog } from "./configure-workflow-dialog";
import { TurnOffDialog } from "./turn-off-dialog";
import type { WorkflowActions, WorkflowOptions, WorkflowRowView } from "./workflow-views";

interface WorkflowTableProps {
  workflows: WorkflowRowView[];
  options: WorkflowOptions;
  /** A GET that takes workflow, roles and assignees (with commas), assigneesMode and requiredApprovals and answers `WhoCouldApprove`. */
  whoCouldApproveHref: string;
  profilesHref: string;
  actions: WorkflowActions;
}

type Open = { dialog: "configure" | "turn-off"; key: string } | null;

interface RowProps {
  workflow: WorkflowRowView;
  onOpen: (open: Open) => void;
}

/** The switch shows what is true on the server: it turns only after Save, or after the reason was given. */
function Controls({ workflow, onOpen }: RowProps) {
  if (!workflow.isBuilt) return <span className="text-sm text-muted">Coming soon</span>;
  const { key, name, isEnabled } = workflow;
  return (
    <span className="inline-flex items-center gap-3">
      <Switch
        aria-label={name}
        isSelected={isEnabled}
        onChange={() => onOpen({ dialog: isEnabled ? "turn-off" : "configure", key })}
      >
        <Switch.Content className="py-1">
          <Switch.Control>
            <Switch.Thumb />
          </Switch.Control>
          <span aria-hidden="true" className="w-6 text-muted">
            {isEnabled ? "On" : "Off"}
          </span>
        </Switch.Content>
      </Switch>
      <Button
        isIconOnly
        size="sm"
        variant="ghost"
        aria-label={`Configure ${name}`}
        onPress={() => onOpen({ dialog: "configure", key })}
      >
        <Pencil aria-hidden="true" />
      </Button>
    </span>
  );
}

function Row({ workflow, onOpen }: RowProps) {
  return (
    <tr className={workflow.isBuilt ? "" : "text-muted"}>
      <th scope="row">
        <span className="block font-medium">{workflow.name}</span>
        <span className="block text-muted">{workflow.gates}</span>
      </th>
      <td data-label="Approvers" className={workflow.isBuilt ? "" : "max-md:hidden!"}>
        {workflow.approvers ?? (
          <span className="text-muted">{workflow.isBuilt ? "Nobody is asked" : "–"}</span>
        )}
      </td>
      <td data-label="Status" className="md:text-right">
        <Controls workflow={workflow} onOpen={onOpen} />
      </td>
    </tr>
  );
}

function query({ slug, action }: WorkflowRowView): string {
  return new URLSearchParams({ workflow: slug, ...(action ? { action } : {}) }).toString();
}

export function WorkflowTable(props: WorkflowTableProps) {
  const { workflows, options, whoCouldApproveHref, actions } = props;
  const [open, setOpen] = useState<Open>(null);
  const current = workflows.find((workflow) => workflow.key === open?.key);
  const close = () => setOpen(null);
  return (
    <>
      <table className="stacking-table">
        <caption className="sr-only">What can be put under approval</caption>
        <thead>
          <tr>
            <th scope="col">Workflow</th>
            <th scope="col">Approvers</th>
            <th scope="col" className="md:text-right!">
              Status
            </th>
          </tr>
        </thead>
        <tbody>
          {workflows.map((workflow) => (
            <Row key={workflow.key} workflow={workflow} onOpen={setOpen} />
          ))}
        </tbody>
      </table>
      {current && open?.dialog === "configure" ? (
        <ConfigureWorkflowDialog
          workflow={current}
          options={options}
          whoCouldApproveHref={`${whoCouldApproveHref}?${query(current)}`}
          profilesHref={props.profilesHref}
          saveWorkflowAction={actions.saveWorkflowAction}
          onClose={close}
        />
      ) : null}
      {current && open?.dialog === "turn-off" ? (
        <TurnOffDialog
          workflow={current}
          turnOffWorkflowAction={actions.turnOffWorkflowAction}
          onClose={close}
        />
      ) : null}
    </>
  );
}
