"use client";

import { ChoiceField } from "@/components/ui/choice-field";
import { SelectField } from "@/components/ui/select-field";
import { SwitchField } from "@/components/ui/switch-field";
import { type BindingForm, bindingFieldsOf } from "@/lib/workflows/core/binding-form";
import type { BindingOptions } from "./binding-views";
import { NameField } from "./requirement-fields";

interface BindingFieldsProps {
  value: BindingForm;
  onChange: (form: BindingForm) => void;
  options: BindingOptions;
  errorAt: (path: string) => string | undefined;
}

/** No slug has a star in it. */
const any = "*";

interface PlaceFieldProps {
  label: string;
  places: { slug: string; name: string }[];
  value: string;
  onChange: (slug: string) => void;
  error: string | undefined;
}

function PlaceField({ label, places, value, onChange, error }: PlaceFieldProps) {
  return (
    <SelectField
      label={label}
      options={[{ id: any, name: "any" }, ...places.map(({ slug, name }) => ({ id: slug, name }))]}
      value={value || any}
      onChange={(next) => onChange(next === any ? "" : next)}
      error={error}
    />
  );
}

function PromotionFields({ value, onChange, options, errorAt }: BindingFieldsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["from", "to"] as const).map((field) => (
          <PlaceField
            key={field}
            label={field === "from" ? "From" : "Into"}
            places={options.environments}
            value={value[field]}
            onChange={(slug) => onChange({ ...value, [field]: slug })}
            error={errorAt(field)}
          />
        ))}
      </div>
      {value.to === "" ? (
        <ChoiceField
          label="Applies to"
          value={value.targets}
          choices={[
            { value: "critical", label: "critical environments" },
            { value: "every", label: "every environment" },
          ]}
          onChange={(targets) => onChange({ ...value, targets })}
          error={undefined}
        />
      ) : null}
      <SwitchField
        label="Rollbacks too"
        meaning="Off: going back to what ran there before needs no approval, and is recorded."
        isSelected={value.gatesRollback}
        onChange={(gatesRollback) => onChange({ ...value, gatesRollback })}
      />
    </>
  );
}

/** The fields that mean something for the workflow; the others are not sent. */
export function BindingFields(props: BindingFieldsProps) {
  const { value, onChange, options, errorAt } = props;
  const fields = bindingFieldsOf(value.workflow);
  const project = options.projects.find(({ slug }) => slug === value.project);
  return (
    <>
      {options.workflows.length > 1 ? (
        <SelectField
          label="Workflow"
          options={options.workflows.map(({ slug, name }) => ({ id: slug, name }))}
          value={value.workflow}
          onChange={(slug) =>
            onChange({
              ...value,
              workflow: options.workflows.find((one) => one.slug === slug)?.slug ?? value.workflow,
            })
          }
        />
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.includes("project") ? (
          <PlaceField
            label="Project"
            places={options.projects}
            value={value.project}
            onChange={(slug) => onChange({ ...value, project: slug, component: "" })}
            error={errorAt("project")}
          />
        ) : null}
        {fields.includes("component") ? (
          <PlaceField
            label="Component"
            places={project?.components ?? []}
            value={value.component}
            onChange={(component) => onChange({ ...value, component })}
            error={errorAt("component")}
          />
        ) : null}
        {(["resource", "action"] as const)
          .filter((field) => fields.includes(field))
          .map((field) => (
            <NameField
              key={field}
              label={field === "resource" ? "Resource" : "Action"}
              value={value[field]}
              onChange={(text) => onChange({ ...value, [field]: text })}
              error={errorAt(field)}
            />
          ))}
      </div>
      {fields.includes("targets") ? <PromotionFields {...props} /> : null}
    </>
  );
}
