import type { Transaction } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import type { ProjectId } from "@/lib/kernel/ids";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { operationGate } from "@/lib/workflows/resolve-operation-profile";
import { lockProfile } from "@/lib/workflows/resolve-profile";
import { resolveRules } from "@/lib/workflows/resolve-rules";
import { findProfile, readGates } from "@/lib/workflows/store";
import type { RequestState } from "./core/request-state";
import type { ApprovalRules } from "./core/rules";
import { problemsOf } from "./core/satisfiability";
import type { ExternalRequestInput } from "./input";
import { readRoster } from "./store-roster";

/** The rules that an external request is pinned to, and who chose them. */
type Chosen = Pick<RequestState, "rules" | "profile" | "rulesFrom">;

/**
 * Which rules an external request gets: its own, those of the profile that it names, or of what binds this action on
 * this resource. With the workflow off, nothing is asked about.
 */
export async function chooseRules(
  tx: Transaction,
  { organizationId }: Caller,
  { rules, profile, resource, action }: ExternalRequestInput,
  projectId: ProjectId,
): Promise<Result<Chosen>> {
  if (rules === undefined && profile === undefined) {
    const operation = { projectId, resource, action };
    const { gate, binding } = await operationGate(tx, organizationId, "external", operation);
    if (!binding) return refused(refusal(gate));
    return ok({ ...(await lockProfile(tx, organizationId, binding)), rulesFrom: null });
  }
  const { enabled } = await readGates(tx, organizationId, "external");
  if (!enabled) return refused(refusal("workflow_disabled"));
  if (rules !== undefined) return ownRules(tx, organizationId, rules, projectId);
  const named = await findProfile(tx, organizationId, { name: profile ?? "" });
  if (!named) return refused(invalidField("profile", `There is no approval profile called "${profile}".`));
  return ok({ ...(await lockProfile(tx, organizationId, { profileId: named.id })), rulesFrom: "profile" });
}

/** Held to what profiles are held to when they are saved, in the project that they are for. */
async function ownRules(
  tx: Transaction,
  organizationId: Caller["organizationId"],
  sent: ApprovalRules,
  projectId: ProjectId,
): Promise<Result<Chosen>> {
  const resolved = await resolveRules(tx, organizationId, sent);
  if (!resolved.ok) return resolved;
  const rules = resolved.value;
  const problems = problemsOf(rules, await readRoster(tx, organizationId, [rules]), projectId);
  const errors = problems.map(({ path, message }) => ({ path: `rules.${path}`, message }));
  if (errors.length > 0) return refused(refusal("rules_unsatisfiable", { errors }));
  return ok({ rules, profile: null, rulesFrom: "requester" });
}
