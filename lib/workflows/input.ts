import { z } from "zod";
import { approvalRulesSchema } from "@/lib/approvals/core/rules";
import { certificateActions, deploymentKinds, workflows } from "@/lib/approvals/core/vocabulary";
import { nameInput, slugInput } from "@/lib/catalog/input";
import {
  requiredApprovalsLimits as limits,
  requiredApprovalsSentences as sentences,
} from "./core/required-approvals";

const reason = z.string().trim().max(2000, "Use at most 2,000 characters.").optional();
const targets = z.enum(["critical", "every"]);
const profile = z.string().trim().min(1).max(100);

/** What the dialog Configure Workflow and `PUT /workflows/{workflow}` send (api.md). Roles by name or id, people by id or e-mail. */
export const configureWorkflowInput = z.strictObject({
  enabled: z.boolean(),
  reason,
  /** Of certificate operations: the rules of this one alone, instead of those for all. */
  action: z
    .enum(certificateActions)
    .optional()
    .meta({ description: "Of certificate operations: of this one alone, which then has rules of its own" }),
  targets: targets.optional().meta({ description: "Of promotions" }),
  profile: profile.optional(),
  roles: z.array(z.string().min(1)).max(50).optional(),
  assignees: z.array(z.string().min(1)).max(200).optional(),
  assigneesMode: z.enum(["add", "narrow"]).optional(),
  requiredApprovals: z
    .int(sentences.notWhole)
    .min(limits.least, sentences.tooFew)
    .max(limits.most, sentences.tooMany)
    .optional(),
  /** Hash of what was edited, as `GET /workflows` gave it: when that has changed meanwhile, the answer is `profile_changed`. */
  basedOn: z.string().max(100).optional(),
});
export type ConfigureWorkflowInput = z.infer<typeof configureWorkflowInput>;

/** The dialog's Save: it always turns the workflow on. */
export const saveWorkflowInput = configureWorkflowInput
  .omit({ enabled: true, profile: true })
  .extend({ workflow: z.enum(workflows) });

/** The dialog Turn off. */
export const turnOffWorkflowInput = z.strictObject({
  workflow: z.enum(workflows),
  action: z.enum(certificateActions).optional(),
  reason,
});

const ids = z
  .string()
  .max(20_000)
  .default("")
  .transform((text) => text.split(",").filter((id) => id !== ""));

/** What stands in the dialog's fields, as a query: lists with commas. */
export const whoCouldApproveInput = z.object({
  workflow: z.enum(workflows),
  action: z.enum(certificateActions).optional(),
  roles: ids,
  assignees: ids,
  assigneesMode: z.enum(["add", "narrow"]).default("add"),
  requiredApprovals: z.coerce.number().int().min(1).max(100).default(1),
});
export type WhoCouldApproveInput = z.output<typeof whoCouldApproveInput>;

export const profileInput = z.strictObject({
  name: nameInput.max(80, "Use at most 80 characters"),
  rules: approvalRulesSchema,
});
export const profileChange = z.strictObject({
  rules: approvalRulesSchema,
  basedOn: z.string("Give the rulesHash of the rules that you edited").max(100),
});
/** What the profile editor saves: a profile that is there, by its name. */
export const profileEdit = profileChange.extend({ name: profile });
/** What stands in the profile editor, to be judged before it is saved. */
export const rulesCheckInput = z.object({ rules: approvalRulesSchema });
export const profileQuery = z.object({
  version: z.coerce.number("Give a version, from 1").int().min(1).max(1_000_000).optional(),
});

/** A binding (engine.md): slugs of what it holds for, the profile's name. A component needs its project. */
export const bindingInput = z.strictObject({
  profile,
  project: slugInput.optional(),
  component: slugInput.optional(),
  from: slugInput.optional(),
  to: slugInput.optional(),
  /** Of what other systems do: what is acted upon, and what is to be done with it. */
  resource: z.string().trim().min(1).max(500).optional(),
  action: z.string().trim().min(1).max(200).optional(),
  targets: targets.optional().meta({ description: "Of promotions; critical where it is not said" }),
  kinds: z
    .array(z.enum(deploymentKinds))
    .max(5)
    .optional()
    .meta({ description: "Of promotions; promote, configure and deploy are always among them" }),
  reason,
});
export type BindingInput = z.output<typeof bindingInput>;
export const bindingRemoval = z.strictObject({ reason });

/** What the dialogs of a profile's bindings send. */
export const newBinding = bindingInput.extend({ workflow: z.enum(workflows) });
export const bindingToRemove = bindingRemoval.extend({
  workflow: z.enum(workflows),
  id: z.string().max(100),
});
