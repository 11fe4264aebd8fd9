"use client";

import { Description } from "@heroui/react/description";
import { FieldError } from "@heroui/react/field-error";
import { Input } from "@heroui/react/input";
import { Label } from "@heroui/react/label";
import { TextField } from "@heroui/react/textfield";
import { useState } from "react";
import { type ActionResult, errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";

interface SetUpInput {
  code: string;
  name: string;
  slug: string;
}

interface SetUpFormProps {
  /** Redirects to the new organization when it is made. */
  setUpAction: (input: SetUpInput) => Promise<ActionResult>;
}

const fields = ["code", "name", "slug"] as const;

function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");
}

const labels = { code: "Set-up code", name: "Organization", slug: "Address" };
const hints = {
  code: "The server printed it when it started.",
  name: "Its name, as people will read it.",
  slug: "What stands in the address: small letters, digits and hyphens.",
};

export function SetUpForm({ setUpAction }: SetUpFormProps) {
  const [input, setInput] = useState<SetUpInput>({ code: "", name: "", slug: "" });
  const [isSlugTyped, setSlugTyped] = useState(false);
  const { run, isPending, failure } = useAction(setUpAction);

  function change(field: keyof SetUpInput, value: string) {
    if (field === "slug") setSlugTyped(true);
    setInput((before) => ({
      ...before,
      [field]: value,
      ...(field === "name" && !isSlugTyped ? { slug: slugOf(value) } : {}),
    }));
  }

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run(input);
      }}
    >
      {fields.map((field) => {
        const error = errorAt(failure, field);
        return (
          <TextField
            key={field}
            isRequired
            name={field}
            value={input[field]}
            onChange={(value) => change(field, value)}
            isInvalid={error !== undefined}
            autoComplete="off"
            validationBehavior="aria"
          >
            <Label>{labels[field]}</Label>
            <Input className={field === "name" ? "" : "font-mono"} />
            <Description>{hints[field]}</Description>
            <FieldError>{error}</FieldError>
          </TextField>
        );
      })}
      <FormError failure={failure} shownBeside={[...fields]} />
      <SubmitButton isPending={isPending} pendingLabel="Setting up…" fullWidth>
        Set up Countersign
      </SubmitButton>
    </form>
  );
}
