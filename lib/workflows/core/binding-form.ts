import { gatedKinds, type Workflow } from "@/lib/approvals/core/vocabulary";

/** What the dialog Bind holds; an empty field holds for all. */
export interface BindingForm {
  workflow: Workflow;
  project: string;
  component: string;
  from: string;
  to: string;
  targets: "critical" | "every";
  gatesRollback: boolean;
  resource: string;
  action: string;
}

export const emptyBinding: Omit<BindingForm, "workflow"> = {
  project: "",
  component: "",
  from: "",
  to: "",
  targets: "critical",
  gatesRollback: false,
  resource: "",
  action: "",
};

/** Which fields mean something for a workflow: places for promotions, resource and action for what other systems do. */
export function bindingFieldsOf(workflow: Workflow): readonly (keyof BindingForm)[] {
  if (workflow === "environment-promotion")
    return ["project", "component", "from", "to", "targets", "gatesRollback"];
  return workflow === "certificate-operation" ? ["resource", "action"] : ["project", "resource", "action"];
}

/** The form as `POST /workflows/{workflow}/bindings` takes it (api.md): what is empty, or means nothing here, is left out. */
export function bindingFrom(form: BindingForm, profile: string) {
  const fields = bindingFieldsOf(form.workflow);
  const said = (["project", "component", "from", "to", "resource", "action"] as const).flatMap((field) =>
    fields.includes(field) && form[field].trim() !== "" ? [[field, form[field].trim()] as const] : [],
  );
  const kinds = form.gatesRollback ? [...gatedKinds, "rollback" as const] : [...gatedKinds];
  const promotion = fields.includes("targets") ? { targets: form.targets, kinds } : {};
  return { workflow: form.workflow, profile, ...Object.fromEntries(said), ...promotion };
}
