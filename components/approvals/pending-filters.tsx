"use client";

import { Dropdown } from "@heroui/react/dropdown";
import { Label } from "@heroui/react/label";
import { Check, ChevronDown } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { startTransition, useOptimistic } from "react";

export interface PendingFilterView {
  /** "Project" */
  label: string;
  /** The value chosen; empty: all. */
  chosen: string;
  choices: { value: string; label: string; href: string }[];
}

function Filter({ filter }: { filter: PendingFilterView }) {
  const router = useRouter();
  // Shown as chosen at once; the list follows when the server has it.
  const [chosen, choose] = useOptimistic(filter.chosen);
  const name = filter.choices.find(({ value }) => value === chosen && value !== "")?.label ?? chosen;
  return (
    <Dropdown>
      <Dropdown.Trigger
        className={`inline-flex h-8 items-center gap-1.5 rounded-lg border border-border bg-surface px-2.5 text-sm ${chosen === "" ? "text-muted" : "font-medium text-foreground"}`}
      >
        {chosen === "" ? filter.label : `${filter.label}: ${name}`}
        <ChevronDown aria-hidden="true" className="size-3.5 text-muted" />
      </Dropdown.Trigger>
      <Dropdown.Popover placement="bottom end" className="min-w-44">
        <Dropdown.Menu
          aria-label={filter.label}
          onAction={(key) => {
            const choice = filter.choices.find(({ value }) => `=${value}` === key);
            if (!choice) return;
            startTransition(() => {
              choose(choice.value);
              router.push(choice.href as Route, { scroll: false });
            });
          }}
        >
          {filter.choices.map((choice) => (
            <Dropdown.Item key={choice.value} id={`=${choice.value}`} textValue={choice.label}>
              <Label>{choice.label}</Label>
              {choice.value === chosen ? <Check aria-label="chosen" className="ml-auto size-3.5" /> : null}
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

/** Narrows Pending; what is chosen stands in the address. */
export function PendingFilters({ filters }: { filters: PendingFilterView[] }) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Narrow the list</legend>
      {filters.map((filter) => (
        <Filter key={filter.label} filter={filter} />
      ))}
    </fieldset>
  );
}
