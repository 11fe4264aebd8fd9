"use client";

import { Description } from "@heroui/react/description";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { Radio } from "@heroui/react/radio";
import { RadioGroup } from "@heroui/react/radio-group";

interface ChoiceFieldProps<Value extends string> {
  label: string;
  isLabelHidden?: boolean;
  /** One line that says what it means. */
  meaning?: string;
  value: Value;
  choices: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  error: string | undefined;
}

/** A few exclusive choices beside each other. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, isLabelHidden = false, meaning, value, choices, onChange, error } = props;
  return (
    <RadioGroup
      value={value}
      onChange={(next) => {
        const choice = choices.find((candidate) => candidate.value === next);
        if (choice) onChange(choice.value);
      }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="gap-1.5"
    >
      <div className={isLabelHidden ? "sr-only" : ""}>
        <Label>{label}</Label>
        {meaning ? <Description className="block text-xs text-muted">{meaning}</Description> : null}
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-1.5">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="mt-0!">
            <Radio.Content className="font-normal">
              <Radio.Control>
                <Radio.Indicator />
              </Radio.Control>
              {choice.label}
            </Radio.Content>
          </Radio>
        ))}
      </div>
      <FieldError>{error}</FieldError>
    </RadioGroup>
  );
}
