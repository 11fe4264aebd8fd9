"use client";

import { FieldError } from "@heroui/react/field-error";
import { Header } from "@heroui/react/header";
import { Label } from "@heroui/react/label";
import { ListBox } from "@heroui/react/list-box";
import { Select } from "@heroui/react/select";

interface Choice {
  id: string;
  name: string;
}

export interface SelectGroup {
  label: string;
  options: Choice[];
}

interface SelectFieldProps {
  label: string;
  /** A list, or a list in groups where that helps to find one. */
  options: Choice[] | SelectGroup[];
  /** Null: nothing is chosen yet. */
  value: string | null;
  onChange: (value: string) => void;
  error?: string | undefined;
}

function Item({ id, name }: Choice) {
  return (
    <ListBox.Item id={id} textValue={name}>
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <ListBox.ItemIndicator />
    </ListBox.Item>
  );
}

/** One of a list. */
export function SelectField({ label, options, value, onChange, error }: SelectFieldProps) {
  return (
    <Select
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      placeholder="Choose…"
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Select.Trigger>
        {/* Its text alone: by itself it would repeat the whole item, with its mark. */}
        <Select.Value className="truncate">
          {({ isPlaceholder, defaultChildren, selectedText }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </Select.Value>
        <Select.Indicator />
      </Select.Trigger>
      <FieldError>{error}</FieldError>
      <Select.Popover>
        {/* It lies outside of the page's landmarks, so it is one itself. */}
        <section aria-label={`${label}: choices`}>
          <ListBox>
            {options.map((one) =>
              "id" in one ? (
                <Item key={one.id} {...one} />
              ) : (
                <ListBox.Section key={one.label}>
                  <Header>{one.label}</Header>
                  {one.options.map((option) => (
                    <Item key={option.id} {...option} />
                  ))}
                </ListBox.Section>
              ),
            )}
          </ListBox>
        </section>
      </Select.Popover>
    </Select>
  );
}
