import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { Workflow } from "@/lib/approvals/core/vocabulary";

/** Requests that pinned a version: the newest of them by number, and whether there are more. */
export interface PinnedBy {
  numbers: number[];
  more: boolean;
}

/** "request 14", "requests 14, 12 and older ones"; null: none. A number with # is a build's. */
export function pinnedInWords({ numbers, more }: PinnedBy): string | null {
  if (numbers.length === 0) return null;
  const what = numbers.length > 1 || more ? "requests" : "request";
  return `${what} ${numbers.join(", ")}${more ? " and older ones" : ""}`;
}

/** What Save will do (engine.md: frozen when pinned): change the newest version in place, or make the next one, and why. */
export function whatSavingDoes(latest: { version: number; isPinned: boolean; pinnedBy: PinnedBy }): string {
  const { version, isPinned, pinnedBy } = latest;
  if (!isPinned) return `Saving changes version ${version} in place: no request has used it yet.`;
  const users = pinnedInWords(pinnedBy);
  const why = users ? `is used by ${users}` : "has been used by a request";
  return `Saving makes version ${version + 1}, because version ${version} ${why}.`;
}

/** "Step 2 › Approval", for a path that leads into one of several steps or requirements: "rules.steps.1.requirements.0.approvers". */
export function placeInRules(path: string, rules: ApprovalRules): string | null {
  const [, stepAt, requirementAt] = /^rules\.steps\.(\d+)(?:\.requirements\.(\d+))?/.exec(path) ?? [];
  const step = rules.steps[Number(stepAt)];
  if (!step) return null;
  const requirement = step.requirements.length > 1 ? step.requirements[Number(requirementAt)] : undefined;
  const parts = [rules.steps.length > 1 ? step.name : null, requirement?.name ?? null];
  return parts.filter((part) => part !== null).join(" › ") || null;
}

/** What a binding holds for, by names. Null holds for all. */
export interface BoundTo {
  workflow: Workflow;
  project: string | null;
  component: string | null;
  from: string | null;
  to: string | null;
  resource: string | null;
  action: string | null;
  targets: "critical" | "every";
  gatesRollback: boolean;
}

/** "checkout in Shop, from Staging into Production", "everything, into critical environments". */
export function bindingInWords(bound: BoundTo): string {
  const { project, component, resource, action } = bound;
  const owner = component ? `${component} in ${project}` : project;
  const what = [action, resource && `on ${resource}`].filter((part) => part !== null).join(" ");
  if (bound.workflow !== "environment-promotion")
    return [what === "" ? null : what, owner && `of ${owner}`].filter(Boolean).join(" ") || "everything";
  const rollback = bound.gatesRollback ? ", rollbacks too" : "";
  return `${owner ?? "everything"}, ${placeInWords(bound)}${rollback}`;
}

function placeInWords({ from, to, targets }: BoundTo): string {
  if (to) return from ? `from ${from} into ${to}` : `into ${to}`;
  return targets === "critical" ? "into critical environments" : "into every environment";
}
