"use client";

import { FieldError } from "@heroui/react/field-error";
import { Input } from "@heroui/react/input";
import { Label } from "@heroui/react/label";
import { TextField } from "@heroui/react/textfield";
import { MultiSelect } from "@/components/ui/multi-select";
import { NumberEntry } from "@/components/ui/number-entry";
import { SwitchField } from "@/components/ui/switch-field";
import type { GroupId, MemberId, RoleId } from "@/lib/kernel/ids";
import type { RequirementForm } from "@/lib/workflows/core/rules-form";
import type { RulesFieldProps } from "./profile-views";
import { RoleFields } from "./role-fields";

type Props = RulesFieldProps<RequirementForm>;

interface NameFieldProps {
  label: string;
  value: string;
  onChange: (name: string) => void;
  error: string | undefined;
}

export function NameField({ label, value, onChange, error }: NameFieldProps) {
  return (
    <TextField
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="min-w-0"
    >
      <Label>{label}</Label>
      <Input maxLength={80} className="w-full" />
      <FieldError>{error}</FieldError>
    </TextField>
  );
}

function Approvers({ value, onChange, options, errorAt }: Props) {
  const nobody = errorAt("approvers");
  const people = (field: string) => errorAt(`approvers.${field}`);
  return (
    <div className="grid gap-x-4 gap-y-3.5 @xl:grid-cols-2">
      <RoleFields
        value={value.roles}
        onChange={(roles) => onChange({ ...value, roles })}
        options={options.roles}
        error={
          people("roles") ?? (people("narrowTo") || people("groups") || people("users") ? undefined : nobody)
        }
      />
      <MultiSelect
        label="People"
        meaning="Named ones, whatever roles they hold."
        placeholder="Add a person…"
        options={options.members}
        value={value.users}
        onChange={(users) => onChange({ ...value, users: users as MemberId[] })}
        error={people("users")}
      />
      <MultiSelect
        label="Groups"
        meaning="Whoever is in one of them may approve."
        placeholder="Add a group…"
        options={options.groups}
        value={value.groups}
        onChange={(groups) => onChange({ ...value, groups: groups as GroupId[] })}
        error={people("groups")}
      />
      <div className="grid content-start gap-2">
        <SwitchField
          label="Narrow to some of them"
          meaning="Of all these, only the people named may approve."
          isSelected={value.narrows}
          onChange={(narrows) => onChange({ ...value, narrows })}
          error={value.narrows ? undefined : people("narrowTo")}
        />
        {value.narrows ? (
          <MultiSelect
            label="Only these"
            placeholder="Add a person…"
            options={options.members}
            value={value.narrowTo}
            onChange={(narrowTo) => onChange({ ...value, narrowTo: narrowTo as MemberId[] })}
            error={people("narrowTo")}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Told when the step opens, without a say in it. */
function ToldOnly({ value, onChange, options, errorAt }: Props) {
  const { notifyOnly } = value;
  const count = notifyOnly.roles.length + notifyOnly.groups.length + notifyOnly.users.length;
  const set = (change: Partial<typeof notifyOnly>) =>
    onChange({ ...value, notifyOnly: { ...notifyOnly, ...change } });
  return (
    <details open={errorAt("notifyOnly") !== undefined || undefined}>
      <summary className="w-fit py-1 text-sm font-medium">
        Told only <span className="font-normal text-muted">{count === 0 ? "– nobody" : `– ${count}`}</span>
      </summary>
      <p className="mb-2 text-xs text-muted">They get the mail and see the request, without a say in it.</p>
      <div className="grid gap-3.5 @xl:grid-cols-3">
        <MultiSelect
          label="Roles told"
          placeholder="Add a role…"
          options={options.roles}
          value={notifyOnly.roles}
          onChange={(roles) => set({ roles: roles as RoleId[] })}
          error={errorAt("notifyOnly.roles")}
        />
        <MultiSelect
          label="Groups told"
          placeholder="Add a group…"
          options={options.groups}
          value={notifyOnly.groups}
          onChange={(groups) => set({ groups: groups as GroupId[] })}
          error={errorAt("notifyOnly.groups")}
        />
        <MultiSelect
          label="People told"
          placeholder="Add a person…"
          options={options.members}
          value={notifyOnly.users}
          onChange={(users) => set({ users: users as MemberId[] })}
          error={errorAt("notifyOnly.users")}
        />
      </div>
    </details>
  );
}

/** Who may approve one requirement, who is told of it, and how many of them it takes. */
export function RequirementFields(props: Props) {
  const { value, onChange, errorAt } = props;
  const count = (next: number | null) => next ?? Number.NaN;
  return (
    <div className="grid gap-3.5">
      <div className="grid items-start gap-x-4 gap-y-3.5 @xl:grid-cols-[minmax(0,1fr)_auto_auto]">
        <NameField
          label="Requirement"
          value={value.name}
          onChange={(name) => onChange({ ...value, name })}
          error={errorAt("name")}
        />
        <NumberEntry
          label="Approvals needed"
          value={value.requiredApprovals}
          onChange={(next) => onChange({ ...value, requiredApprovals: count(next) })}
          minValue={1}
          maxValue={1000}
          error={errorAt("requiredApprovals")}
        />
        <NumberEntry
          label="Rejections that reject"
          value={value.requiredRejections}
          onChange={(next) => onChange({ ...value, requiredRejections: count(next) })}
          minValue={1}
          maxValue={1000}
          error={errorAt("requiredRejections")}
        />
      </div>
      <Approvers {...props} />
      <ToldOnly {...props} />
    </div>
  );
}
