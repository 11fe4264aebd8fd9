import type { Queryable } from "@/db/client";
import { certificateActions, type EnforcedWorkflow, gatedKinds } from "@/lib/approvals/core/vocabulary";
import { findComponent, findEnvironment } from "@/lib/catalog/store-places";
import type { EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import { type FieldError, invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { BindingInput } from "./input";
import { findProfile } from "./store";
import { type BindingRow, wholeOrganization } from "./store-bindings";
import { projectBySlug } from "./views-bindings";

type Stored = Omit<BindingRow, "id" | "organizationId" | "workflow" | "createdAt">;

/** A binding as people write it, by slugs, as it is stored. What is not there is `invalid_input` at its field. */
export async function resolveBindingInput(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: EnforcedWorkflow,
  input: BindingInput,
): Promise<Result<Stored>> {
  const errors = misplacedFields(workflow, input);
  if (errors.length > 0) return refused(refusal("invalid_input", { errors }));
  const profile = await findProfile(db, organizationId, { name: input.profile });
  if (!profile)
    return refused(invalidField("profile", `There is no approval profile called "${input.profile}".`));
  const owner = await ownerOf(db, organizationId, input);
  if (!owner.ok) return owner;
  const places: Record<"from" | "to", EnvironmentId | null> = { from: null, to: null };
  for (const field of ["from", "to"] as const) {
    const slug = input[field];
    if (slug === undefined) continue;
    const environment = await findEnvironment(db, organizationId, slug);
    if (!environment) return refused(invalidField(field, `There is no environment "${slug}".`));
    places[field] = environment.id;
  }
  if (places.from && !places.to)
    return refused(invalidField("to", "Name the environment that it leads to, too."));
  return ok({
    ...wholeOrganization,
    ...owner.value,
    profileId: profile.id,
    fromEnvironmentId: places.from,
    toEnvironmentId: places.to,
    resource: input.resource ?? null,
    action: input.action ?? null,
    ...(workflow === "environment-promotion"
      ? {
          targets: input.targets ?? "critical",
          // What a gate always holds for is always said, so that the list reads as what it does.
          kinds: [...new Set([...gatedKinds, ...(input.kinds ?? [])])].filter((kind) => kind !== "redeploy"),
        }
      : operationTargets),
  });
}

/** What other systems do is gated wherever they do it, and is no deployment. */
export const operationTargets = { targets: "every" as const, kinds: [] };

/** Fields that mean nothing for the workflow, each with what it means instead. */
function misplacedFields(workflow: EnforcedWorkflow, input: BindingInput): FieldError[] {
  const ofPromotions = ["component", "from", "to", "kinds"] as const;
  const said = (fields: readonly (keyof BindingInput)[], message: string) =>
    fields.flatMap((path) => (input[path] === undefined ? [] : [{ path, message }]));
  if (workflow === "environment-promotion")
    return said(["resource", "action"], "Promotions are gated by project, component, from and to.");
  const errors = said(ofPromotions, "This holds for promotions only. Name a resource or an action instead.");
  if (input.targets === "critical")
    errors.push({ path: "targets", message: "Only environments are critical. Leave it out." });
  if (workflow === "external") return errors;
  const known = (certificateActions as readonly string[]).includes(input.action ?? "issue");
  return [
    ...errors,
    ...said(["project"], "Certificate operations belong to the organization, not to a project."),
    ...(known ? [] : [{ path: "action", message: `Name one of ${certificateActions.join(", ")}.` }]),
  ];
}

async function ownerOf(
  db: Queryable,
  organizationId: OrganizationId,
  { project, component }: BindingInput,
): Promise<Result<Pick<Stored, "projectId" | "componentId">>> {
  if (component !== undefined) {
    if (project === undefined) return refused(invalidField("project", "Name the component's project, too."));
    const found = await findComponent(db, organizationId, { project, component });
    if (!found)
      return refused(invalidField("component", `There is no component "${component}" in "${project}".`));
    return ok({ projectId: found.project.id, componentId: found.component.id });
  }
  if (project === undefined) return ok({ projectId: null, componentId: null });
  const found = await projectBySlug(db, organizationId, project);
  if (!found) return refused(invalidField("project", `There is no project "${project}".`));
  return ok({ projectId: found.id, componentId: null });
}
