import { z } from "zod";

/** What the dialog Configure Workflow and `PUT /workflows/{workflow}` send (api.md). Roles by name or id, people by id or e-mail. */
export const configureWorkflowInput = z.strictObject({
  enabled: z.boolean(),
  reason: z.string().trim().max(2000).optional(),
  targets: z.enum(["critical", "every"]).optional(),
  profile: z.string().trim().min(1).max(80).optional(),
  roles: z.array(z.string().min(1)).max(50).optional(),
  assignees: z.array(z.string().min(1)).max(200).optional(),
  assigneesMode: z.enum(["add", "narrow"]).optional(),
  requiredApprovals: z
    .int("Give a whole number.")
    .min(1, "At least 1 approval is needed.")
    .max(100)
    .optional(),
  /** Hash of the rules that were edited: when they changed meanwhile, the answer is `profile_changed` and shows them. */
  basedOn: z.string().optional(),
});

export type ConfigureWorkflowInput = z.infer<typeof configureWorkflowInput>;
