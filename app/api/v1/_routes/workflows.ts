import { z } from "zod";
import { certificateActions, workflows } from "@/lib/approvals/core/vocabulary";
import { route } from "@/lib/transport/http";
import { configureWorkflowInput } from "@/lib/workflows/input";
import { loadWorkflows } from "@/lib/workflows/loaders";
import { putWorkflow } from "@/lib/workflows/put-workflow";
import { pageOf } from "./schemas";

const workflow = z
  .object({
    workflow: z.enum(workflows),
    name: z.string(),
    enabled: z.boolean(),
    enforced: z.boolean().meta({ description: "Something enforces it, so it can be turned on" }),
    targets: z.enum(["critical", "every"]).nullable(),
    profile: z.string().nullable().meta({ description: "Of the organization's binding" }),
    roles: z
      .array(z.string())
      .nullable()
      .meta({ description: "Names; null where the profile says more than roles and assignees can" }),
    assignees: z.array(z.string()).nullable().meta({ description: "Members' addresses" }),
    assigneesMode: z.enum(["add", "narrow"]).nullable(),
    requiredApprovals: z.int().nullable(),
    rulesInWords: z.array(z.string()),
    actions: z
      .array(z.object({ action: z.enum(certificateActions), profile: z.string(), basedOn: z.string() }))
      .meta({ description: "Of certificate operations: which of them have rules of their own" }),
    basedOn: z.string().meta({ description: "Send it back to be told when somebody else changed this" }),
  })
  .meta({ id: "Workflow" });

const tag = "Workflows";
const permission = "workflow.manage";

export const workflowRoutes = [
  route({
    method: "get",
    path: "/workflows",
    id: "listWorkflows",
    summary: "Every workflow, whether it is on, and the organization's rules for it",
    tag,
    permission,
    reply: pageOf(workflow),
    run: (_db, caller) => loadWorkflows(caller),
  }),
  route({
    method: "put",
    path: "/workflows/{workflow}",
    id: "configureWorkflow",
    summary: "Turn a workflow on with its rules, change those, or turn it off; what ungates needs a reason",
    tag,
    permission,
    body: configureWorkflowInput,
    reply: workflow.extend({
      ended: z.array(z.int()).meta({ description: "Requests cancelled and approvals revoked by it" }),
    }),
    run: putWorkflow,
  }),
];
