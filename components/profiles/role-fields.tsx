"use client";

import { ChoiceField } from "@/components/ui/choice-field";
import { MultiSelect, type SelectOption } from "@/components/ui/multi-select";
import type { Approvers } from "@/lib/approvals/core/rules";

type Roles = Approvers["roles"];

interface RoleFieldsProps {
  value: Roles;
  onChange: (roles: Roles) => void;
  options: SelectOption[];
  error: string | undefined;
}

/** Roles, and where each of them has to be held. */
export function RoleFields({ value, onChange, options, error }: RoleFieldsProps) {
  const chosen = [...new Set<string>(value.map(({ roleId }) => roleId))];

  function choose(ids: string[]) {
    const kept = value.filter(({ roleId }) => ids.includes(roleId));
    const added = ids.filter((id) => !chosen.includes(id));
    onChange([
      ...kept,
      ...added.map((id) => ({ roleId: id as Roles[number]["roleId"], scope: "project" as const })),
    ]);
  }

  return (
    <div className="grid content-start gap-2">
      <MultiSelect
        label="Roles"
        meaning="Whoever holds one of them may approve."
        placeholder="Add a role…"
        options={options}
        value={chosen}
        onChange={choose}
        error={error}
      />
      {value.map(({ roleId, scope }, at) => {
        const occurrence = value.slice(0, at).filter((role) => role.roleId === roleId).length;
        const name = options.find(({ id }) => id === roleId)?.name ?? roleId;
        return (
          <div key={`${roleId} ${occurrence}`} className="grid gap-1 text-sm">
            <span className="text-muted">{name}, held</span>
            <ChoiceField
              label={`Where ${name} is held`}
              isLabelHidden
              value={scope}
              choices={[
                { value: "project", label: "in the project too" },
                { value: "organization", label: "organization only" },
              ]}
              onChange={(next) =>
                onChange(value.map((role, index) => (index === at ? { roleId, scope: next } : role)))
              }
              error={undefined}
            />
          </div>
        );
      })}
    </div>
  );
}
