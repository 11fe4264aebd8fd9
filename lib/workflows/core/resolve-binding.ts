import { type DeploymentKind, gatedKinds } from "@/lib/approvals/core/vocabulary";
import type { BindingId, ComponentId, EnvironmentId, ProfileId, ProjectId } from "@/lib/kernel/ids";

/** What is gated, by which profile (engine.md). Null fields hold for all. */
export interface Binding {
  id: BindingId;
  profileId: ProfileId;
  projectId: ProjectId | null;
  componentId: ComponentId | null;
  fromEnvironmentId: EnvironmentId | null;
  toEnvironmentId: EnvironmentId | null;
  targets: "critical" | "every";
  kinds: readonly DeploymentKind[];
}

/** Where something would be deployed. `critical` is the target environment's mark. */
export interface Target {
  projectId: ProjectId;
  componentId: ComponentId;
  from: EnvironmentId | null;
  to: EnvironmentId;
  critical: boolean;
}

/**
 * What comes from no other environment (a configuration, a first deployment) is gated by a binding for any path into its
 * target: gating is a property of the target (engine.md, rule 10).
 */
function matches(binding: Binding, target: Target): boolean {
  const staysThere = target.from === null || target.from === target.to;
  return (
    (binding.projectId === null || binding.projectId === target.projectId) &&
    (binding.componentId === null || binding.componentId === target.componentId) &&
    (binding.fromEnvironmentId === null || staysThere || binding.fromEnvironmentId === target.from) &&
    (binding.toEnvironmentId === null || binding.toEnvironmentId === target.to)
  );
}

/** Component above project above organization; then from and to, above to alone, above none. */
function specificity(binding: Binding): number {
  const owner = binding.componentId ? 2 : binding.projectId ? 1 : 0;
  const place = binding.toEnvironmentId ? (binding.fromEnvironmentId ? 2 : 1) : 0;
  return owner * 3 + place;
}

/** The most specific binding for this target, or null: then nothing gates it. Equal ones were refused when saved. */
export function resolveBinding(bindings: readonly Binding[], target: Target): Binding | null {
  const [best] = bindings
    .filter((binding) => matches(binding, target))
    .sort((a, b) => specificity(b) - specificity(a) || (a.id < b.id ? -1 : 1));
  if (!best) return null;
  // Naming the target gates it whether critical or not.
  const gates = best.toEnvironmentId !== null || best.targets === "every" || target.critical;
  return gates ? best : null;
}

/** Does this kind of deployment need a grant in a target that the binding gates (engine.md, rule 10)? */
export function needsGrant(binding: Binding | null, kind: DeploymentKind): boolean {
  if (!binding) return false;
  return (
    (gatedKinds as readonly DeploymentKind[]).includes(kind) ||
    (kind === "rollback" && binding.kinds.includes("rollback"))
  );
}
