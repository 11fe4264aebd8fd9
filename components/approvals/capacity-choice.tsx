"use client";

import { ChoiceField } from "@/components/ui/choice-field";
import type { CapacityView } from "./review-views";

interface CapacityChoiceProps {
  capacities: CapacityView[];
  chosen: number;
  onChange: (index: number) => void;
}

/** Whoever may vote in several ways says which: the vote counts once. */
export function CapacityChoice({ capacities, chosen, onChange }: CapacityChoiceProps) {
  return (
    <ChoiceField
      label="Decide as"
      value={String(chosen)}
      choices={capacities.map((capacity, index) => ({ value: String(index), label: capacity.label }))}
      onChange={(value) => onChange(Number(value))}
      error={undefined}
    />
  );
}
