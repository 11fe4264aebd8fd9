"use client";

import { Button } from "@heroui/react/button";
import { Notice } from "@/components/console/notice";
import type { SelectOption } from "@/components/ui/multi-select";
import type { WorkflowOptions, WorkflowSettings } from "./workflow-views";

interface DifferenceNoticeProps {
  /** What the dialog was opened with. */
  before: WorkflowSettings;
  /** What stands in the database since somebody else saved. */
  now: WorkflowSettings;
  options: WorkflowOptions;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

function names(ids: string[], options: SelectOption[]): string {
  if (ids.length === 0) return "nobody";
  return ids.map((id) => options.find((option) => option.id === id)?.name ?? id).join(", ");
}

const words = {
  targets: { critical: "critical environments", every: "every promotion" },
  mode: { add: "in addition to the roles", narrow: "only these, within the roles" },
};

function inWords(settings: WorkflowSettings, options: WorkflowOptions): [field: string, value: string][] {
  return [
    ["Applies to", words.targets[settings.targets]],
    ["Roles", names(settings.roles, options.roles)],
    ["Assignees", names(settings.assignees, options.members)],
    ["Assignees decide", words.mode[settings.assigneesMode]],
    ["Approvals needed", String(settings.requiredApprovals)],
  ];
}

/** Two administrators editing: the second sees what the first changed, and chooses. */
export function DifferenceNotice(props: DifferenceNoticeProps) {
  const before = inWords(props.before, props.options);
  const differences = inWords(props.now, props.options)
    .map(([field, value], index) => ({ field, value, was: before[index]?.[1] ?? "" }))
    .filter((difference) => difference.value !== difference.was);
  return (
    <Notice tone="warning">
      <p className="font-medium">
        Somebody else changed this while you were editing. Nothing of yours was saved.
      </p>
      {differences.length > 0 ? (
        <ul className="mt-1">
          {differences.map(({ field, value, was }) => (
            <li key={field}>
              {field}: {value} <span className="text-muted">(was {was})</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="mt-2.5 flex flex-wrap gap-2">
        <Button size="sm" variant="outline" onPress={props.onTakeTheirs}>
          Take theirs
        </Button>
        <Button size="sm" variant="outline" onPress={props.onKeepMine}>
          Keep mine, then Save
        </Button>
      </div>
    </Notice>
  );
}
