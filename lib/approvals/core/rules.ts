import { z } from "zod";
import type { GroupId, MemberId, RoleId } from "@/lib/kernel/ids";

const roleId = z
  .string()
  .min(1)
  .transform((id) => id as RoleId);
const groupId = z
  .string()
  .min(1)
  .transform((id) => id as GroupId);
const memberId = z
  .string()
  .min(1)
  .transform((id) => id as MemberId);
const limit = z.int().min(0).max(1000);
const threshold = z.int("Give a whole number of at least 1.").min(1, "At least 1 is needed.").max(1000);
/** Hours, fractions allowed, above 0; null is no limit. */
const hours = z
  .number()
  .positive("Give more than 0 hours, or leave it empty for no limit.")
  .max(87_600)
  .nullable();
const name = z.string().trim().min(1, "Give it a name.").max(80);

export const approversSchema = z.strictObject({
  roles: z.array(z.strictObject({ roleId, scope: z.enum(["organization", "project"]) })),
  groups: z.array(groupId),
  users: z.array(memberId),
  narrowTo: z.array(memberId).nullable(),
});

export const requirementSchema = z.strictObject({
  name,
  approvers: approversSchema,
  notifyOnly: z.strictObject({ roles: z.array(roleId), groups: z.array(groupId), users: z.array(memberId) }),
  requiredApprovals: threshold,
  requiredRejections: threshold,
});

const stepSchema = z.strictObject({
  name,
  requirements: z.array(requirementSchema).min(1, "A step needs a requirement."),
});

/** The rules of a profile version, exactly as engine.md lists them: every field stated, none has a silent default. */
export const approvalRulesSchema = z.strictObject({
  steps: z.array(stepSchema).min(1, "At least one step is needed."),
  votes: z.strictObject({
    maxPerPrincipal: limit,
    maxPerPerson: limit,
    maxDirect: limit,
    maxDelegated: limit,
    onExcess: z.enum(["replace-oldest", "refuse"]),
  }),
  allowRequesterVote: z.boolean(),
  allowBuilderVote: z.boolean(),
  allowApproverToPromote: z.boolean(),
  allowDelegates: z.boolean(),
  distinctAcrossSteps: z.boolean(),
  comment: z.enum(["optional", "on-reject", "required"]),
  hoursToDecide: hours,
  hoursToUse: hours,
  grantUses: z.enum(["once", "unlimited"]),
  whenSourceChanges: z.enum(["keep", "supersede"]),
  onApproval: z.enum(["unlock", "execute"]),
  startsWaiting: z.boolean(),
  whoMayCancel: z.enum(["requester", "administrator", "both"]),
  allowOverride: z.boolean(),
});

export type ApprovalRules = z.infer<typeof approvalRulesSchema>;
export type Requirement = z.infer<typeof requirementSchema>;
export type Step = ApprovalRules["steps"][number];
export type Approvers = z.infer<typeof approversSchema>;

/** A request's open step, and every step that was voted on, is one of its rules: anything else is a defect, and thrown. */
export function stepOf({ steps }: Pick<ApprovalRules, "steps">, index: number): Step {
  const step = steps[index];
  if (step === undefined) throw new Error(`invariant: no step ${index} in these rules`);
  return step;
}
