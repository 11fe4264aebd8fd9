"use client";

import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { Radio } from "@heroui/react/radio";
import { RadioGroup } from "@heroui/react/radio-group";
import type { RequestDraftView } from "./deploy-views";

interface ConfigurationChoiceProps {
  draft: RequestDraftView;
  value: "keep" | "copy";
  onChange: (value: "keep" | "copy") => void;
  error: string | undefined;
}

/** Which configuration the target gets. What is chosen is part of what is approved. */
export function ConfigurationChoice({ draft, value, onChange, error }: ConfigurationChoiceProps) {
  return (
    <RadioGroup
      name="configuration"
      value={value}
      onChange={(next) => onChange(next === "copy" ? "copy" : "keep")}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>Configuration</Label>
      <Radio value="keep">
        <Radio.Content>
          <Radio.Control>
            <Radio.Indicator />
          </Radio.Control>
          Keep what {draft.to.name} has
        </Radio.Content>
      </Radio>
      <Radio value="copy">
        <Radio.Content>
          <Radio.Control>
            <Radio.Indicator />
          </Radio.Control>
          Copy from {draft.from.name}
        </Radio.Content>
      </Radio>
      <FieldError>{error}</FieldError>
    </RadioGroup>
  );
}
