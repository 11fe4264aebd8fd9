"use client";

import { ComboBox } from "@heroui/react/combo-box";
import { FieldError } from "@heroui/react/field-error";
import { Input } from "@heroui/react/input";
import { Label } from "@heroui/react/label";
import { ListBox } from "@heroui/react/list-box";
import { Tag } from "@heroui/react/tag";
import { TagGroup } from "@heroui/react/tag-group";

export interface SelectOption {
  id: string;
  name: string;
  /** A second line that tells two of one name apart: an address, a count. */
  detail?: string | undefined;
}

interface MultiSelectProps {
  label: string;
  placeholder: string;
  options: SelectOption[];
  value: string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
  isDisabled?: boolean;
}

/** Chosen ones as tags that can be removed, and a field that searches the others. */
export function MultiSelect(props: MultiSelectProps) {
  const { label, options, value, onChange, error, isDisabled = false } = props;
  const chosen = value.map((id) => options.find((option) => option.id === id) ?? { id, name: id });
  return (
    <ComboBox
      selectionMode="multiple"
      menuTrigger="focus"
      allowsEmptyCollection
      value={value}
      onChange={(keys) => onChange(keys.map(String))}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <div className="multi-select">
        {chosen.length > 0 ? (
          <TagGroup
            aria-label={`${label}: chosen`}
            onRemove={(keys) => onChange(value.filter((id) => !keys.has(id)))}
            className="contents"
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
        ) : null}
        <ComboBox.InputGroup className="min-w-32 flex-1">
          <Input placeholder={props.placeholder} />
          <ComboBox.Trigger aria-label={`Show ${label.toLowerCase()}`} />
        </ComboBox.InputGroup>
      </div>
      <FieldError>{error}</FieldError>
      <ComboBox.Popover>
        <ListBox renderEmptyState={() => <p className="px-3 py-2 text-sm text-muted">Nothing matches.</p>}>
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
      </ComboBox.Popover>
    </ComboBox>
  );
}
