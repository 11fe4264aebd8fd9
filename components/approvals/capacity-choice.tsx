"use client";

import { Label } from "@heroui/react/label";
import { Radio } from "@heroui/react/radio";
import { RadioGroup } from "@heroui/react/radio-group";
import type { CapacityView } from "./review-views";

interface CapacityChoiceProps {
  capacities: CapacityView[];
  chosen: number;
  onChange: (index: number) => void;
}

/** Whoever may vote in several ways says which: the vote counts once. */
export function CapacityChoice({ capacities, chosen, onChange }: CapacityChoiceProps) {
  return (
    <RadioGroup name="capacity" value={String(chosen)} onChange={(value) => onChange(Number(value))}>
      <Label>Decide as</Label>
      {capacities.map((capacity, index) => (
        <Radio key={`${capacity.requirement} ${capacity.onBehalfOf}`} value={String(index)}>
          <Radio.Content>
            <Radio.Control>
              <Radio.Indicator />
            </Radio.Control>
            {capacity.label}
          </Radio.Content>
        </Radio>
      ))}
    </RadioGroup>
  );
}
