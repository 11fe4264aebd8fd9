"use client";

import { Button } from "@heroui/react/button";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { StepForm } from "@/lib/workflows/core/rules-form";
import type { RulesFieldProps } from "./profile-views";
import { NameField, RequirementFields } from "./requirement-fields";

interface StepPanelProps extends RulesFieldProps<StepForm> {
  number: number;
  /** Null at the end where it cannot go further, or as the only step. */
  onMoveEarlier: (() => void) | null;
  onMoveLater: (() => void) | null;
  onRemove: (() => void) | null;
  onAddRequirement: () => void;
}

interface IconButtonProps {
  label: string;
  onPress: (() => void) | null;
  children: ReactNode;
}

function IconButton({ label, onPress, children }: IconButtonProps) {
  return (
    <Button
      isIconOnly
      size="sm"
      variant="ghost"
      aria-label={label}
      isDisabled={onPress === null}
      onPress={() => onPress?.()}
    >
      {children}
    </Button>
  );
}

/** One step: all of its requirements have to be met before the next one opens. */
export function StepPanel(props: StepPanelProps) {
  const { number, value, onChange, options, errorAt } = props;
  const isOnly = value.requirements.length === 1;
  return (
    <section
      aria-label={`Step ${number}`}
      className="@container rounded-panel border border-border bg-surface"
    >
      <div className="flex flex-wrap items-end gap-3 border-b border-border px-4 pt-3 pb-3.5">
        <div className="min-w-48 flex-1">
          <NameField
            label={`Step ${number}`}
            value={value.name}
            onChange={(name) => onChange({ ...value, name })}
            error={errorAt("name")}
          />
        </div>
        <div className="flex gap-1">
          <IconButton label={`Move step ${number} earlier`} onPress={props.onMoveEarlier}>
            <ArrowUp aria-hidden="true" />
          </IconButton>
          <IconButton label={`Move step ${number} later`} onPress={props.onMoveLater}>
            <ArrowDown aria-hidden="true" />
          </IconButton>
          <IconButton label={`Remove step ${number}`} onPress={props.onRemove}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      <ul className="divide-y divide-separator">
        {value.requirements.map((requirement, at) => (
          <li key={requirement.key} className="p-4">
            <RequirementFields
              value={requirement}
              onChange={(next) =>
                onChange({
                  ...value,
                  requirements: value.requirements.map((one) => (one.key === next.key ? next : one)),
                })
              }
              options={options}
              errorAt={(path) => errorAt(`requirements.${at}.${path}`)}
            />
            {isOnly ? null : (
              <Button
                size="sm"
                variant="ghost"
                className="mt-2"
                aria-label={`Remove requirement ${requirement.name} of step ${number}`}
                onPress={() =>
                  onChange({
                    ...value,
                    requirements: value.requirements.filter(({ key }) => key !== requirement.key),
                  })
                }
              >
                <Trash2 aria-hidden="true" /> Remove requirement
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-x-2 border-t border-separator px-2 py-2">
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Add a requirement to step ${number}`}
          onPress={props.onAddRequirement}
        >
          <Plus aria-hidden="true" /> Add a requirement
        </Button>
        <span className="text-xs text-muted">All requirements of a step have to be met.</span>
      </div>
    </section>
  );
}
