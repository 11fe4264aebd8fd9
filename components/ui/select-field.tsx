"use client";

import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { ListBox } from "@heroui/react/list-box";
import { Select } from "@heroui/react/select";

interface SelectFieldProps {
  label: string;
  options: { id: string; name: string }[];
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** One of a list. */
export function SelectField({ label, options, value, onChange, error }: SelectFieldProps) {
  return (
    <Select
      value={value}
      onChange={(key) => onChange(String(key))}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Select.Trigger>
        <Select.Value className="truncate" />
        <Select.Indicator />
      </Select.Trigger>
      <FieldError>{error}</FieldError>
      <Select.Popover>
        {/* It lies outside of the page's landmarks, so it is one itself. */}
        <section aria-label={`${label}: choices`}>
          <ListBox>
            {options.map((option) => (
              <ListBox.Item key={option.id} id={option.id} textValue={option.name}>
                {option.name}
                <ListBox.ItemIndicator />
              </ListBox.Item>
            ))}
          </ListBox>
        </section>
      </Select.Popover>
    </Select>
  );
}
