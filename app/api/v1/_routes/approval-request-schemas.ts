import { z } from "zod";
import { approvalRulesSchema } from "@/lib/approvals/core/rules";
import {
  certificateActions,
  decisions,
  deploymentKinds,
  requestStates,
  ruleChoosers,
  useStates,
  workflows,
} from "@/lib/approvals/core/vocabulary";
import { actor, named } from "./schemas";

const instant = z.iso.datetime();

const promotion = z.object({
  kind: z.enum(deploymentKinds),
  project: z.string(),
  component: z.string(),
  from: z.string(),
  to: z.string(),
  build: z.int(),
  digest: z.string(),
  configuration: z.int().meta({ description: "Its version in the target" }),
});

const details = z.unknown().meta({ description: "What was sent along; null when nothing was" });

const external = z.object({
  project: z.string(),
  pipeline: z.string().nullable(),
  run: z.string().nullable(),
  name: z.string(),
  attempt: z.int(),
  resource: z.string(),
  action: z.string(),
  details,
});

const certificate = z.object({ resource: z.string(), action: z.enum(certificateActions), details });

const requirement = z.object({
  name: z.string(),
  requiredApprovals: z.int(),
  requiredRejections: z.int(),
  approvals: z.int(),
  rejections: z.int(),
  missing: z.int(),
  canDecide: z.array(named).meta({ description: "Whose vote would be taken now" }),
});

const vote = z.object({
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
  subject: z
    .union([promotion, external, certificate])
    .meta({ description: "Of a promotion, of an external request, of a certificate operation" }),
  requester: named,
  startedBy: named.nullable(),
  builders: z.array(named),
  fingerprint: z.string(),
  message: z.string().nullable(),
  profile: z
    .object({ name: z.string(), version: z.int() })
    .nullable()
    .meta({ description: "null: the requester set the rules" }),
  rulesFrom: z.enum(["binding", ...ruleChoosers]).meta({
    description: "What chose the rules: a binding, the profile that the requester named, or the requester",
  }),
  openedAt: instant,
  expiresAt: instant.nullable(),
  decidedAt: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: named.nullable(),
  closeReason: z.string().nullable(),
  overridden: z.boolean(),
  steps: z.array(
    z.object({
      name: z.string(),
      state: z.enum(["open", "approved", "rejected", "waiting"]),
      requirements: z.array(requirement),
    }),
  ),
  votes: z.array(vote),
};

export const requestItem = z.object(fields).meta({ id: "ApprovalRequestItem" });

const changes = z.object({
  commits: z.int().meta({ description: "How many" }),
  keys: z.int().meta({ description: "How many of the configuration" }),
  list: z
    .array(z.object({ sha: z.string(), title: z.string(), author: z.string(), build: z.int(), at: instant }))
    .meta({ description: "The newest 200 commits" }),
  configuration: z.array(
    z.object({ key: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});

export const request = z
  .object({
    ...fields,
    rules: approvalRulesSchema,
    missing: z
      .array(
        z.object({
          step: z.string(),
          requirement: z.string(),
          approvals: z.int().meta({ description: "How many it still needs" }),
          from: z.array(named).meta({ description: "Whose approval would count for it" }),
        }),
      )
      .meta({ description: "What an open request still needs, in the open step and those after it" }),
    smallestSet: z
      .object({
        people: z.array(named),
        exact: z
          .boolean()
          .meta({ description: "No smaller set would do; else nobody of it can be left out" }),
      })
      .nullable()
      .meta({
        description: "The fewest people who could complete an open request now; null when nobody can",
      }),
    cannotPass: z
      .boolean()
      .meta({ description: "It is open, and cannot be approved any more with the people of now" }),
    cannotPassBecause: z.string().nullable(),
    warnings: z.array(z.string()).meta({ description: "What was known when it was opened" }),
    uses: z.array(
      z.object({
        id: z.string(),
        startedAt: instant,
        outcome: z.enum(["succeeded", "failed"]).nullable(),
        finishedAt: instant.nullable(),
      }),
    ),
    changes: changes.nullable().meta({ description: "Of a promotion; null for what another system does" }),
    can: z.object({
      start: z.boolean(),
      vote: z.boolean(),
      cancel: z.boolean(),
      override: z.boolean(),
      promote: z.boolean(),
      use: z.boolean().meta({ description: "Of an external request or a certificate operation" }),
      revoke: z.boolean().meta({ description: "Take back an approval that was not used yet" }),
    }),
  })
  .meta({ id: "ApprovalRequest" });

export const requestEvent = z
  .object({
    sequence: z.int(),
    type: z.string(),
    actor,
    at: instant,
    data: z.unknown(),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: "ApprovalRequestEvent" });
