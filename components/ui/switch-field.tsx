"use client";

import { Switch } from "@heroui/react/switch";
import { useId } from "react";
import { FieldError } from "./field-error";

interface SwitchFieldProps {
  label: string;
  /** One line that says what it means. */
  meaning: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  error?: string | undefined;
}

/** A switch at the end of the line that says what it does. */
export function SwitchField({ label, meaning, isSelected, onChange, error }: SwitchFieldProps) {
  const id = useId();
  return (
    <div>
      <div className="flex items-center justify-between gap-4">
        <div className="min-w-0">
          <span id={`${id}-label`} className="text-sm font-medium">
            {label}
          </span>
          <p id={`${id}-meaning`} className="text-xs text-muted">
            {meaning}
          </p>
        </div>
        <Switch
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-meaning ${id}-error`}
          isSelected={isSelected}
          onChange={onChange}
        >
          <Switch.Content>
            <Switch.Control>
              <Switch.Thumb />
            </Switch.Control>
          </Switch.Content>
        </Switch>
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}
