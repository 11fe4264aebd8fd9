import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { decisions } from "../../lib/approvals/core/vocabulary";
import type { Actor } from "../../lib/kernel/actor";
import type { EventId, MemberId, RequestId, UseId, VoteId } from "../../lib/kernel/ids";
import { approvalRequest } from "./approvals";
import { id, instant, list, organizationId } from "./columns";
import { member } from "./tenant";

export const vote = pgTable(
  "vote",
  {
    id: id<VoteId>("id").primaryKey(),
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    /** Of its `vote.cast` event: the order in which votes were cast. */
    sequence: integer("sequence").notNull(),
    voterId: id<MemberId>("voter_id").notNull(),
    principalId: id<MemberId>("principal_id").notNull(),
    step: integer("step").notNull(),
    requirement: text("requirement").notNull(),
    decision: text("decision", { enum: decisions }).notNull(),
    comment: text("comment"),
    castAt: instant("cast_at").notNull(),
    replacedAt: instant("replaced_at"),
  },
  (t) => [
    unique("vote_sequence").on(t.organizationId, t.requestId, t.sequence),
    index("vote_of_voter").on(t.organizationId, t.voterId),
    foreignKey({
      name: "vote_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
    foreignKey({
      name: "vote_voter",
      columns: [t.organizationId, t.voterId],
      foreignColumns: [member.organizationId, member.id],
    }),
    foreignKey({
      name: "vote_principal",
      columns: [t.organizationId, t.principalId],
      foreignColumns: [member.organizationId, member.id],
    }),
    check("vote_decision_known", sql`${t.decision} in (${list(decisions)})`),
  ],
);

/** Each time an approval was used. `outcome` is written once. */
export const approvalUse = pgTable(
  "approval_use",
  {
    id: id<UseId>("id").primaryKey(),
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    startedBy: id<MemberId>("started_by"),
    startedAt: instant("started_at").notNull(),
    outcome: text("outcome", { enum: ["succeeded", "failed"] }),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    unique("approval_use_of_request").on(t.organizationId, t.requestId, t.id),
    uniqueIndex("approval_use_one_running")
      .on(t.organizationId, t.requestId)
      .where(sql`${t.outcome} is null`),
    foreignKey({
      name: "approval_use_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
    check("approval_use_outcome_known", sql`${t.outcome} in ('succeeded', 'failed')`),
  ],
);

/** The record: numbered without gaps and chained by hash. Triggers refuse UPDATE, DELETE and TRUNCATE. */
export const requestEvent = pgTable(
  "request_event",
  {
    id: id<EventId>("id").primaryKey(),
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    sequence: integer("sequence").notNull(),
    type: text("type").notNull(),
    actor: jsonb("actor").$type<Actor>().notNull(),
    at: instant("at").notNull(),
    data: jsonb("data").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    unique("request_event_sequence").on(t.organizationId, t.requestId, t.sequence),
    foreignKey({
      name: "request_event_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
  ],
);
