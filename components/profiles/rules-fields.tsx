"use client";

import { Button } from "@heroui/react/button";
import { Plus } from "lucide-react";
import {
  addRequirement,
  addStep,
  changeStep,
  moveStep,
  type RulesForm,
  removeStep,
} from "@/lib/workflows/core/rules-form";
import { GeneralRuleFields } from "./general-rules";
import type { RulesFieldProps } from "./profile-views";
import { StepPanel } from "./step-panel";

/** Everything that a profile's rules say. */
export function RulesFields({ value: form, onChange, options, errorAt }: RulesFieldProps<RulesForm>) {
  const last = form.steps.length - 1;
  return (
    <>
      <section aria-labelledby="steps-heading" className="grid gap-3">
        <div>
          <h2 id="steps-heading" className="text-base font-semibold">
            Steps
          </h2>
          <p className="text-sm text-muted">
            One after the other. Each opens when the one before is approved.
          </p>
        </div>
        {form.steps.map((step, at) => (
          <StepPanel
            key={step.key}
            number={at + 1}
            value={step}
            onChange={(next) => onChange(changeStep(form, step.key, next))}
            options={options}
            errorAt={(path) => errorAt(`steps.${at}.${path}`)}
            onMoveEarlier={at > 0 ? () => onChange(moveStep(form, step.key, -1)) : null}
            onMoveLater={at < last ? () => onChange(moveStep(form, step.key, 1)) : null}
            onRemove={last > 0 ? () => onChange(removeStep(form, step.key)) : null}
            onAddRequirement={() => onChange(addRequirement(form, step.key))}
          />
        ))}
        <div>
          <Button variant="outline" size="sm" onPress={() => onChange(addStep(form))}>
            <Plus aria-hidden="true" /> Add a step
          </Button>
        </div>
      </section>
      <section aria-labelledby="general-heading" className="grid gap-3">
        <h2 id="general-heading" className="text-base font-semibold">
          Rules for the whole request
        </h2>
        <GeneralRuleFields
          value={form.general}
          onChange={(general) => onChange({ ...form, general })}
          errorAt={errorAt}
        />
      </section>
    </>
  );
}
