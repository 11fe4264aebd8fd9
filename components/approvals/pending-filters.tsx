"use client";

import { Dropdown } from "@heroui/react/dropdown";
import { Label } from "@heroui/react/label";
import { Check } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { startTransition, useOptimistic } from "react";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";

interface PendingChoice {
  value: string;
  label: string;
}

export interface PendingFilterView {
  name: "project" | "environment" | "workflow";
  /** "Project" */
  label: string;
  /** The value chosen; empty: all. */
  chosen: string;
  choices: Packed<PendingChoice>;
}

/** The list narrowed by a value, or by none. */
function narrowedBy(here: string, name: string, value: string): string {
  const [path, query] = here.split("?");
  const parameters = new URLSearchParams(query);
  if (value === "") parameters.delete(name);
  else parameters.set(name, value);
  return parameters.size > 0 ? `${path}?${parameters}` : `${path}`;
}

function Filter({ here, filter }: { here: string; filter: PendingFilterView }) {
  const router = useRouter();
  // Shown as chosen at once; the list follows when the server has it.
  const [chosen, choose] = useOptimistic(filter.chosen);
  const choices = [{ value: "", label: "All" }, ...unpackRows(filter.choices)];
  const name = choices.find(({ value }) => value === chosen)?.label ?? chosen;
  return (
    <Dropdown>
      <Dropdown.Trigger className={chosen === "" ? "opens-below" : "opens-below font-medium text-foreground"}>
        {chosen === "" ? filter.label : `${filter.label}: ${name}`}
      </Dropdown.Trigger>
      <Dropdown.Popover placement="bottom end" className="min-w-44">
        <Dropdown.Menu
          aria-label={filter.label}
          onAction={(key) => {
            const value = String(key).slice(1);
            startTransition(() => {
              choose(value);
              router.push(narrowedBy(here, filter.name, value) as Route, { scroll: false });
            });
          }}
        >
          {choices.map(({ value, label }) => (
            <Dropdown.Item key={value} id={`=${value}`} textValue={label}>
              <Label>{label}</Label>
              {value === chosen ? <Check aria-label="chosen" className="ml-auto size-3.5" /> : null}
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

/** Narrows Pending; what is chosen stands in the address. */
export function PendingFilters({ here, filters }: { here: string; filters: PendingFilterView[] }) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Narrow the list</legend>
      {filters.map((filter) => (
        <Filter key={filter.name} here={here} filter={filter} />
      ))}
    </fieldset>
  );
}
