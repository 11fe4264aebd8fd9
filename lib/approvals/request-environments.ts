import type { Queryable } from "@/db/client";
import { type Environment, findEnvironment, pathExists, readLive } from "@/lib/catalog/store-places";
import type { ComponentId, OrganizationId } from "@/lib/kernel/ids";
import { invalidField } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { DeploymentKind } from "./core/vocabulary";
import type { PromotionRequestInput } from "./input";

type Subject = PromotionRequestInput["subject"];

/** From where to where something is asked for: a promotion along a path, everything else from an environment to itself. */
export async function requestEnvironments(
  db: Queryable,
  organizationId: OrganizationId,
  { kind, from: source, to: target }: Subject,
): Promise<Result<{ from: Environment; to: Environment }>> {
  const stays = kind !== undefined && kind !== "promote";
  const named = source ?? (stays ? target : undefined);
  if (named === undefined)
    return refused(invalidField("subject.from", "Say which environment to promote from."));
  const from = await findEnvironment(db, organizationId, named);
  if (!from) return refused(invalidField("subject.from", `There is no environment "${named}".`));
  const to = await findEnvironment(db, organizationId, target);
  if (!to) return refused(invalidField("subject.to", `There is no environment "${target}".`));
  if (stays && from.id !== to.id)
    return refused(
      invalidField("subject.from", "Only a promotion comes from another environment. Leave this out."),
    );
  if (kind === "promote" && from.id === to.id)
    return refused(invalidField("subject.from", `A promotion to ${to.name} comes from another environment.`));
  if (from.id !== to.id && !(await pathExists(db, organizationId, from.id, to.id)))
    return refused(invalidField("subject.to", `No promotion path leads from ${from.name} to ${to.name}.`));
  return ok({ from, to });
}

/**
 * The kind that was said, or what the environments say: from an environment to itself it is its configuration alone when
 * the build is the one that runs there, else a deployment of that build.
 */
export async function requestKind(
  db: Queryable,
  componentId: ComponentId,
  { from, to }: { from: Environment; to: Environment },
  { kind, build }: Pick<Subject, "kind" | "build">,
): Promise<DeploymentKind> {
  if (kind !== undefined) return kind;
  if (from.id !== to.id) return "promote";
  if (build === undefined) return "configure";
  const { organizationId, id: environmentId } = to;
  const { live } = await readLive(db, { organizationId, componentId, environmentId });
  return live?.build.number === build ? "configure" : "deploy";
}
