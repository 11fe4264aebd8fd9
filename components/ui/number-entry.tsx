"use client";

import { Description } from "@heroui/react/description";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { NumberField } from "@heroui/react/number-field";

interface NumberEntryProps {
  label: string;
  /** One line that says what it means. */
  meaning?: string;
  /** Null is an empty field. */
  value: number | null;
  onChange: (value: number | null) => void;
  minValue: number;
  maxValue: number;
  /** Stands in the empty field and says what that means: "no limit". */
  placeholder?: string;
  /** Digits after the point: 0 takes whole numbers only. */
  fractionDigits?: number;
  error?: string | undefined;
}

/** A number with its meaning beside it; an empty field is an answer too. */
export function NumberEntry(props: NumberEntryProps) {
  const { label, meaning, value, onChange, placeholder, fractionDigits = 0, error } = props;
  return (
    <NumberField
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      minValue={props.minValue}
      maxValue={props.maxValue}
      formatOptions={{ maximumFractionDigits: fractionDigits, useGrouping: false }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={
        meaning ? "grid grid-cols-[minmax(0,1fr)_7.5rem] items-center gap-x-3" : "grid max-w-40 gap-1"
      }
    >
      <div className="min-w-0">
        <Label>{label}</Label>
        {meaning ? <Description className="block text-xs text-muted">{meaning}</Description> : null}
      </div>
      <NumberField.Group className="w-full">
        <NumberField.DecrementButton />
        <NumberField.Input className="min-w-0 text-center" {...(placeholder ? { placeholder } : {})} />
        <NumberField.IncrementButton />
      </NumberField.Group>
      <FieldError className="col-span-full">{error}</FieldError>
    </NumberField>
  );
}
