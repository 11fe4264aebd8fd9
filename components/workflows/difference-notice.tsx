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
  /** What stands in the fields. */
  mine: WorkflowSettings;
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
    ["Applies to", settings.targets ? words.targets[settings.targets] : "everything"],
    ["Roles", names(settings.roles, options.roles)],
    ["Assignees", names(settings.assignees, options.members)],
    ["Assignees decide", words.mode[settings.assigneesMode]],
    ["Approvals needed", String(settings.requiredApprovals)],
  ];
}

function intoView(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: "center" });
}

/** Two administrators editing: the second sees what the first saved beside what they typed, and chooses. */
export function DifferenceNotice(props: DifferenceNoticeProps) {
  const [before, mine] = [inWords(props.before, props.options), inWords(props.mine, props.options)];
  const differences = inWords(props.now, props.options)
    .map(([field, theirs], at) => ({ field, theirs, was: before[at]?.[1] ?? "", mine: mine[at]?.[1] ?? "" }))
    .filter(({ theirs, was, mine }) => theirs !== was || theirs !== mine);
  return (
    <Notice tone="warning">
      {/* The dialog may be scrolled to its end, where Save is. */}
      <p role="alert" ref={intoView} className="font-medium">
        Somebody else saved this while you were editing. Nothing of yours was saved yet.
      </p>
      {differences.length > 0 ? (
        <dl className="mt-2 grid gap-2">
          {differences.map((difference) => (
            <div key={difference.field}>
              <dt className="font-medium">{difference.field}</dt>
              <dd>
                Theirs: {difference.theirs}
                {difference.theirs === difference.was ? " (unchanged)" : ` (was ${difference.was})`}
              </dd>
              <dd>Yours: {difference.mine}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="mt-1">What they saved is what stands in your fields.</p>
      )}
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
