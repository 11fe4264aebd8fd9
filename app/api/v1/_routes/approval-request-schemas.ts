import { z } from "zod";
import { approvalRulesSchema } from "@/lib/approvals/core/rules";
import {
  decisions,
  deploymentKinds,
  requestStates,
  useStates,
  workflows,
} from "@/lib/approvals/core/vocabulary";
import { instant, named } from "./schemas";

const subject = z.object({
  kind: z.enum(deploymentKinds),
  project: z.string(),
  component: z.string(),
  from: z.string(),
  to: z.string(),
  build: z.int(),
  image: z.string(),
  digest: z.string(),
  commit: z.string(),
  configuration: z.object({ version: z.int(), hash: z.string() }),
  live: z
    .object({ build: z.int(), configuration: z.int() })
    .nullable()
    .meta({ description: "What ran in the target when the request was opened" }),
});

const requirement = z.object({
  name: z.string(),
  requiredApprovals: z.int(),
  requiredRejections: z.int(),
  approvals: z.int(),
  rejections: z.int(),
  canDecide: z.array(named).meta({ description: "Whose vote would be taken now" }),
});

const vote = z.object({
  id: z.string(),
  voter: named,
  onBehalfOf: named.nullable(),
  requirement: z.string(),
  step: z.string(),
  decision: z.enum(decisions),
  comment: z.string().nullable(),
  castAt: instant,
  replacedAt: instant.nullable(),
});

const fields = {
  number: z.int(),
  workflow: z.enum(workflows),
  state: z.enum(requestStates),
  use: z.enum(useStates),
  subject,
  requester: named,
  startedBy: named.nullable(),
  builders: z.array(named),
  fingerprint: z.string(),
  message: z.string().nullable(),
  profile: z.object({ name: z.string(), version: z.int() }),
  openedAt: instant,
  expiresAt: instant.nullable(),
  decidedAt: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: z.object({ id: z.string().nullable(), name: z.string() }).nullable(),
  closeReason: z.string().nullable(),
  overridden: z.boolean(),
  steps: z.array(
    z.object({
      name: z.string(),
      state: z.enum(["open", "approved", "rejected", "upcoming", "closed"]),
      requirements: z.array(requirement),
    }),
  ),
  votes: z.array(vote),
};

export const requestItem = z.object(fields).meta({ id: "ApprovalRequestItem" });

const changes = z.object({
  commits: z.array(
    z.object({ sha: z.string(), title: z.string(), author: z.string(), build: z.int(), at: instant }),
  ),
  commitCount: z.int(),
  configuration: z.array(z.record(z.string(), z.unknown())),
  backwards: z.boolean().meta({ description: "The requested build is older than the live one" }),
});

export const request = z
  .object({
    ...fields,
    rules: approvalRulesSchema,
    rulesHash: z.string(),
    missing: z.array(z.object({ requirement: z.string(), approvals: z.int() })),
    uses: z.array(
      z.object({
        id: z.string(),
        startedAt: instant,
        outcome: z.enum(["succeeded", "failed"]).nullable(),
        finishedAt: instant.nullable(),
      }),
    ),
    changes,
    can: z.object({ vote: z.boolean(), cancel: z.boolean(), override: z.boolean(), promote: z.boolean() }),
  })
  .meta({ id: "ApprovalRequest" });

export const requestEvent = z
  .object({
    sequence: z.int(),
    id: z.string(),
    type: z.string(),
    actor: z.record(z.string(), z.unknown()),
    at: instant,
    data: z.record(z.string(), z.unknown()),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: "ApprovalRequestEvent" });
