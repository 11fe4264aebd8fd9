"use client";

import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { NumberField } from "@heroui/react/number-field";
import type { ReactNode } from "react";
import { type ActionFailure, errorAt } from "@/components/ui/action-result";
import { ChoiceField } from "@/components/ui/choice-field";
import { MultiSelect } from "@/components/ui/multi-select";
import { requiredApprovalsLimits, requiredApprovalsProblem } from "@/lib/workflows/core/required-approvals";
import { WhoCouldApproveNote } from "./who-could-approve-note";
import type { WorkflowOptions, WorkflowSettings } from "./workflow-views";

interface WorkflowFieldsProps {
  settings: WorkflowSettings;
  onChange: (settings: WorkflowSettings) => void;
  options: WorkflowOptions;
  rulesInWords: string[] | null;
  whoCouldApproveHref: string;
  failure: ActionFailure | null;
  /** What the choice of targets brings with it. */
  afterTargets?: ReactNode;
}

/** Fields that show their own error, by the paths of the action's input. */
export const workflowFieldPaths = [
  "targets",
  "roles",
  "assignees",
  "assigneesMode",
  "requiredApprovals",
  "reason",
];

function RuleFields(props: WorkflowFieldsProps) {
  const { settings, onChange, options, failure } = props;
  const problem = requiredApprovalsProblem(settings.requiredApprovals);
  const approvalsError = problem ?? errorAt(failure, "requiredApprovals");
  return (
    <>
      <MultiSelect
        label="Roles"
        placeholder="Add a role…"
        options={options.roles}
        value={settings.roles}
        onChange={(roles) => onChange({ ...settings, roles })}
        error={errorAt(failure, "roles")}
      />
      <div className="grid gap-2.5">
        <MultiSelect
          label="Assignees"
          placeholder="Add a person…"
          options={options.members}
          value={settings.assignees}
          onChange={(assignees) => onChange({ ...settings, assignees })}
          error={errorAt(failure, "assignees")}
        />
        {settings.assignees.length > 0 ? (
          <ChoiceField
            label="Assignees decide"
            isLabelHidden
            value={settings.assigneesMode}
            choices={[
              { value: "add", label: "in addition to the roles" },
              { value: "narrow", label: "only these, within the roles" },
            ]}
            onChange={(assigneesMode) => onChange({ ...settings, assigneesMode })}
            error={errorAt(failure, "assigneesMode")}
          />
        ) : null}
      </div>
      <NumberField
        name="requiredApprovals"
        value={settings.requiredApprovals}
        onChange={(requiredApprovals) => onChange({ ...settings, requiredApprovals })}
        minValue={requiredApprovalsLimits.least}
        maxValue={requiredApprovalsLimits.most}
        // What was typed stays, with the sentence beside it: never another number than was meant.
        commitBehavior="validate"
        isInvalid={approvalsError !== undefined}
        validationBehavior="aria"
      >
        <Label>Approvals needed</Label>
        <NumberField.Group className="w-32">
          <NumberField.DecrementButton />
          <NumberField.Input className="min-w-0 text-center" />
          <NumberField.IncrementButton />
        </NumberField.Group>
        <FieldError>{approvalsError}</FieldError>
      </NumberField>
      {problem ? null : <WhoCouldApproveNote href={props.whoCouldApproveHref} settings={settings} />}
    </>
  );
}

export function WorkflowFields(props: WorkflowFieldsProps) {
  const { settings, onChange, rulesInWords, failure } = props;
  return (
    <>
      {settings.targets === null ? null : (
        <ChoiceField
          label="Applies to"
          value={settings.targets}
          choices={[
            { value: "critical", label: "critical environments" },
            { value: "every", label: "every promotion" },
          ]}
          onChange={(targets) => onChange({ ...settings, targets })}
          error={errorAt(failure, "targets")}
        />
      )}
      {props.afterTargets}
      {rulesInWords ? (
        <section aria-labelledby="rules-in-words" className="text-sm">
          <h3 id="rules-in-words" className="font-medium">
            Who has to agree
          </h3>
          <ol className="mt-1 list-decimal pl-5 text-muted">
            {rulesInWords.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          <p className="mt-2 text-muted">
            These rules have more than one requirement, so they are changed in the profile editor, under More
            rules. Save changes only what they apply to.
          </p>
        </section>
      ) : (
        <RuleFields {...props} />
      )}
    </>
  );
}
