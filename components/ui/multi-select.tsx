"use client";

import { ComboBox } from "@heroui/react/combo-box";
import { Input } from "@heroui/react/input";
import { ListBox } from "@heroui/react/list-box";
import { Tag } from "@heroui/react/tag";
import { TagGroup } from "@heroui/react/tag-group";
import { useContext, useEffect, useEffectEvent, useId } from "react";
import { ComboBoxStateContext } from "react-aria-components/ComboBox";
import { FieldError } from "./field-error";

export interface SelectOption {
  id: string;
  name: string;
  /** A second line that tells two of one name apart: an address, a count. */
  detail?: string | undefined;
}

interface MultiSelectProps {
  label: string;
  placeholder: string;
  /** One line that says what it means. */
  meaning?: string;
  options: SelectOption[];
  value: string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
  isDisabled?: boolean;
}

function Tags({
  label,
  options,
  value,
  onChange,
  isDisabled,
}: Omit<MultiSelectProps, "placeholder" | "error">) {
  const chosen = value.map((id) => options.find((option) => option.id === id) ?? { id, name: id });
  return (
    <TagGroup
      aria-label={`${label}: chosen`}
      className="contents"
      {...(isDisabled ? {} : { onRemove: (keys) => onChange(value.filter((id) => !keys.has(id))) })}
    >
      <TagGroup.List className="contents">
        {chosen.map((option) => (
          <Tag key={option.id} id={option.id} textValue={option.name}>
            {option.name}
            <Tag.RemoveButton aria-label={`Remove ${option.name}`} />
          </Tag>
        ))}
      </TagGroup.List>
    </TagGroup>
  );
}

/**
 * The library keeps the list open, over what the choice brings about. What was chosen stands in the field, and the next
 * one is a key or a touch away.
 */
function CloseOnChoice({ count }: { count: number }) {
  const list = useContext(ComboBoxStateContext);
  const close = useEffectEvent(() => {
    if (list?.isOpen) list.close();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: one more or one less is a choice
  useEffect(() => close(), [count]);
  return null;
}

/** Chosen ones as tags that can be removed, and a field that searches the others. */
export function MultiSelect(props: MultiSelectProps) {
  const { label, placeholder, meaning, options, value, onChange, error, isDisabled = false } = props;
  const id = useId();
  return (
    <div className="grid content-start gap-1">
      <div>
        <span id={`${id}-label`} className="text-sm font-medium">
          {label}
        </span>
        {meaning ? (
          <p id={`${id}-meaning`} className="text-xs text-muted">
            {meaning}
          </p>
        ) : null}
      </div>
      {/* The tags stand beside the combo box, not in it: it would take them for options. */}
      <div className="multi-select" data-invalid={error !== undefined}>
        {value.length > 0 ? <Tags {...{ label, options, value, onChange, isDisabled }} /> : null}
        <ComboBox
          selectionMode="multiple"
          allowsEmptyCollection
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-meaning ${id}-error`}
          value={value}
          onChange={(keys) => onChange(keys.map(String))}
          isInvalid={error !== undefined}
          isDisabled={isDisabled}
          validationBehavior="aria"
          className="min-w-32 flex-1"
        >
          <CloseOnChoice count={value.length} />
          <ComboBox.InputGroup className="w-full">
            <Input placeholder={placeholder} />
            <ComboBox.Trigger aria-label={`Show ${label.toLowerCase()}`} />
          </ComboBox.InputGroup>
          {/* Beside many tags the field is narrow, which names of people are not. */}
          <ComboBox.Popover className="min-w-60">
            {/* It lies outside of the page's landmarks, so it is one itself. */}
            <section aria-label={`${label}: choices`}>
              <ListBox
                renderEmptyState={() => <p className="px-3 py-2 text-sm text-muted">Nothing matches.</p>}
              >
                {options.map((option) => (
                  <ListBox.Item key={option.id} id={option.id} textValue={option.name}>
                    <span className="min-w-0 flex-1">
                      <span className="block truncate">{option.name}</span>
                      {option.detail ? (
                        <span className="block truncate text-xs text-muted">{option.detail}</span>
                      ) : null}
                    </span>
                    <ListBox.ItemIndicator />
                  </ListBox.Item>
                ))}
              </ListBox>
            </section>
          </ComboBox.Popover>
        </ComboBox>
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}
