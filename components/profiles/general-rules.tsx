"use client";

import { Panel } from "@/components/console/panel";
import { ChoiceField } from "@/components/ui/choice-field";
import { NumberEntry } from "@/components/ui/number-entry";
import { SwitchField } from "@/components/ui/switch-field";
import { type GeneralRules, type RuleField, ruleGroups } from "@/lib/workflows/core/rule-fields";
import type { RulesFieldProps } from "./profile-views";

interface OneRuleProps {
  field: RuleField;
  general: GeneralRules;
  onChange: (general: GeneralRules) => void;
  error: string | undefined;
}

function OneRule({ field, general, onChange, error }: OneRuleProps) {
  const { label, meaning } = field;
  const set = (value: unknown) => onChange({ ...general, [field.key]: value });
  if (field.kind === "switch")
    return <SwitchField {...{ label, meaning, error }} isSelected={general[field.key]} onChange={set} />;
  if (field.kind === "choice")
    return (
      <ChoiceField
        {...{ label, meaning, error }}
        value={general[field.key]}
        choices={field.choices}
        onChange={set}
      />
    );
  const number = { label, meaning, error, placeholder: "no limit" };
  return field.kind === "limit" ? (
    <NumberEntry
      {...number}
      value={general[field.key] || null}
      onChange={(value) => set(value ?? 0)}
      minValue={0}
      maxValue={1000}
    />
  ) : (
    <NumberEntry
      {...number}
      value={general[field.key]}
      onChange={set}
      minValue={0}
      maxValue={87_600}
      fractionDigits={2}
    />
  );
}

/** Every rule beside the steps, in groups, each with a line that says what it means. */
export function GeneralRuleFields({
  value,
  onChange,
  errorAt,
}: Omit<RulesFieldProps<GeneralRules>, "options">) {
  return (
    <div className="grid gap-4 @xl:columns-2 @xl:block">
      {ruleGroups.map(({ title, fields }) => (
        <Panel key={title} title={title} className="break-inside-avoid @xl:mb-4">
          <div className="grid gap-3.5">
            {fields.map((field) => (
              <OneRule
                key={field.key}
                field={field}
                general={value}
                onChange={onChange}
                error={errorAt(field.path)}
              />
            ))}
          </div>
        </Panel>
      ))}
    </div>
  );
}
