import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";
import type { MemberId } from "@/lib/kernel/ids";
import { isSame } from "./compare-rules";
import { type GeneralRules, generalOf, withGeneral } from "./rule-fields";

/** A requirement as the editor holds it: what was narrowed to stays typed while narrowing is off. */
export interface RequirementForm extends Omit<Requirement, "approvers"> {
  key: number;
  roles: Requirement["approvers"]["roles"];
  groups: Requirement["approvers"]["groups"];
  users: MemberId[];
  narrows: boolean;
  narrowTo: MemberId[];
}

export interface StepForm {
  key: number;
  name: string;
  requirements: RequirementForm[];
}

/** What the profile editor holds while somebody types. Keys follow steps and requirements when these are moved. */
export interface RulesForm {
  steps: StepForm[];
  general: GeneralRules;
}

export function formOf(rules: ApprovalRules): RulesForm {
  let key = 0;
  const nextKey = () => {
    key += 1;
    return key;
  };
  return {
    steps: rules.steps.map(({ name, requirements }) => ({
      key: nextKey(),
      name,
      requirements: requirements.map(({ approvers, ...rest }) => {
        const { narrowTo, ...wide } = approvers;
        return { ...rest, ...wide, key: nextKey(), narrows: narrowTo !== null, narrowTo: narrowTo ?? [] };
      }),
    })),
    general: generalOf(rules),
  };
}

export function rulesOf({ steps, general }: RulesForm): ApprovalRules {
  return withGeneral(
    steps.map(({ name, requirements }) => ({ name, requirements: requirements.map(requirementOf) })),
    general,
  );
}

function requirementOf(form: RequirementForm): Requirement {
  const { name, roles, groups, users, narrows, narrowTo, notifyOnly } = form;
  return {
    name,
    approvers: { roles, groups, users, narrowTo: narrows ? narrowTo : null },
    notifyOnly,
    requiredApprovals: form.requiredApprovals,
    requiredRejections: form.requiredRejections,
  };
}

/** Starts from another preset. Steps that were typed already stay; a preset's own name nobody. */
export function startFrom(form: RulesForm, preset: ApprovalRules, next: ApprovalRules): RulesForm {
  const hasTyped = !isSame(rulesOf(form).steps, preset.steps);
  return hasTyped ? { ...form, general: generalOf(next) } : formOf(next);
}

function freshKey({ steps }: RulesForm): number {
  const taken = steps.flatMap(({ key, requirements }) => [key, ...requirements.map((one) => one.key)]);
  return Math.max(0, ...taken) + 1;
}

/** "Step 3", or the first number after that which no other has. */
function freshName(word: string, count: number, taken: readonly { name: string }[]): string {
  let number = count;
  while (taken.some(({ name }) => name === `${word} ${number}`)) number += 1;
  return `${word} ${number}`;
}

function emptyRequirement(key: number, name: string): RequirementForm {
  return {
    key,
    name,
    roles: [],
    groups: [],
    users: [],
    narrows: false,
    narrowTo: [],
    notifyOnly: { roles: [], groups: [], users: [] },
    requiredApprovals: 1,
    requiredRejections: 1,
  };
}

export function addStep(form: RulesForm): RulesForm {
  const key = freshKey(form);
  const name = freshName("Step", form.steps.length + 1, form.steps);
  const requirements = [emptyRequirement(key + 1, "Approval")];
  return { ...form, steps: [...form.steps, { key, name, requirements }] };
}

export function removeStep(form: RulesForm, key: number): RulesForm {
  return { ...form, steps: form.steps.filter((step) => step.key !== key) };
}

/** Moves a step one place earlier (-1) or later (1); at the end it stays. */
export function moveStep(form: RulesForm, key: number, by: -1 | 1): RulesForm {
  const from = form.steps.findIndex((step) => step.key === key);
  const [moved, other] = [form.steps[from], form.steps[from + by]];
  if (!moved || !other) return form;
  return {
    ...form,
    steps: form.steps.map((step) => (step === moved ? other : step === other ? moved : step)),
  };
}

export function changeStep(form: RulesForm, key: number, change: Partial<StepForm>): RulesForm {
  return { ...form, steps: form.steps.map((step) => (step.key === key ? { ...step, ...change } : step)) };
}

export function addRequirement(form: RulesForm, stepKey: number): RulesForm {
  const step = form.steps.find(({ key }) => key === stepKey);
  if (!step) return form;
  const name = freshName("Requirement", step.requirements.length + 1, step.requirements);
  return changeStep(form, stepKey, {
    requirements: [...step.requirements, emptyRequirement(freshKey(form), name)],
  });
}
