"use client";

import { Button } from "@heroui/react/button";
import { Input } from "@heroui/react/input";
import { Label } from "@heroui/react/label";
import { TextField } from "@heroui/react/textfield";
import { useRouter } from "next/navigation";
import { createSerializer, parseAsString } from "nuqs/server";
import { useEffect, useId, useRef, useState, useTransition } from "react";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";
import { SelectField } from "@/components/ui/select-field";

const names = ["state", "project", "component", "environment", "person", "from", "until", "q"] as const;
type Values = { [Name in (typeof names)[number]]?: string | undefined };
type Choices = Packed<{ id: string; name: string }>;

interface HistoryFiltersProps {
  /** The list's address without filters. */
  here: string;
  values: Values;
  choices: { projects: Choices; components: Choices; environments: Choices };
}

const query = createSerializer(
  Object.fromEntries(names.map((name) => [name, parseAsString])) as Record<
    keyof Values,
    typeof parseAsString
  >,
);
const all = "all";

/** The list's filters; they live in the address, which shows them, keeps them and can be sent to somebody. */
export function HistoryFilters({ here, values, choices }: HistoryFiltersProps) {
  const { isPending, change, clear, typed, type } = useFilters(here, values);
  const select = (name: "project" | "component" | "environment", label: string, options: Choices) => (
    <SelectField
      label={label}
      options={[{ id: all, name: "All" }, ...unpackRows(options)]}
      value={values[name] ?? all}
      onChange={(value) =>
        change({
          [name]: value === all ? undefined : value,
          ...(name === "project" ? { component: undefined } : {}),
        })
      }
    />
  );
  const text = (name: keyof typeof typed, label: string, more: { type?: string; placeholder?: string }) => (
    <TextField
      name={name}
      type={more.type ?? "text"}
      value={typed[name]}
      onChange={(value) => type(name, value)}
    >
      <Label>{label}</Label>
      <Input placeholder={more.placeholder ?? ""} />
    </TextField>
  );
  const isNarrowed = names.some((name) => name !== "state" && values[name] !== undefined);
  const others = names.filter((name) => !["state", "q"].includes(name) && values[name] !== undefined).length;
  const [isOpen, setIsOpen] = useState(others > 0);
  const id = useId();
  return (
    <search aria-label="Filters" aria-busy={isPending} className="mb-4">
      <div className="grid grid-cols-2 items-end gap-3 md:grid-cols-4">
        <div className="col-span-2 flex items-end gap-2 *:first:flex-1 md:col-span-1">
          {text("q", "Text", { placeholder: "Component, message, number" })}
          <Button
            variant="outline"
            className="md:hidden"
            aria-expanded={isOpen}
            aria-controls={id}
            onPress={() => setIsOpen(!isOpen)}
          >
            {others > 0 ? `Filters: ${others}` : "Filters"}
          </Button>
        </div>
        {/* On a phone the list comes first. */}
        <div id={id} className={`contents ${isOpen ? "" : "max-md:hidden"}`}>
          {text("person", "Person", { placeholder: "Name or e-mail" })}
          {select("project", "Project", choices.projects)}
          {values.project ? select("component", "Component", choices.components) : null}
          {select("environment", "Environment", choices.environments)}
          {text("from", "Closed from (UTC)", { type: "date" })}
          {text("until", "Closed until (UTC)", { type: "date" })}
        </div>
        {isNarrowed ? (
          <Button size="sm" variant="ghost" className="justify-self-start" onPress={clear}>
            Clear filters
          </Button>
        ) : null}
      </div>
    </search>
  );
}

const pauseMs = 300;

/** A choice takes effect at once, typing after a pause. The text stays with whoever types while the list follows. */
function useFilters(here: string, values: Values) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [typed, setTyped] = useState({
    person: values.person ?? "",
    q: values.q ?? "",
    from: values.from ?? "",
    until: values.until ?? "",
  });
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);

  function go(next: Values) {
    clearTimeout(pause.current);
    const address = `${here}${query(Object.fromEntries(names.map((name) => [name, next[name] ?? null])))}`;
    startTransition(() => router.replace(address as Parameters<typeof router.replace>[0], { scroll: false }));
  }
  const withText = (text: typeof typed): Values => ({
    ...values,
    person: text.person.trim() || undefined,
    q: text.q.trim() || undefined,
    from: text.from || undefined,
    until: text.until || undefined,
  });
  return {
    isPending,
    typed,
    change: (some: Values) => go({ ...withText(typed), ...some }),
    type: (name: keyof typeof typed, value: string) => {
      const next = { ...typed, [name]: value };
      setTyped(next);
      clearTimeout(pause.current);
      pause.current = setTimeout(() => go(withText(next)), pauseMs);
    },
    clear: () => {
      setTyped({ person: "", q: "", from: "", until: "" });
      go({ state: values.state });
    },
  };
}
