import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { MemberId, RequestId } from "../../lib/kernel/ids";
import { approvalRequest } from "./approvals";
import { id, instant, organizationId } from "./columns";
import { member } from "./tenant";

/** Who was or is an approver of a request, whatever roles they hold now: they may see it (engine.md, rule 15). */
export const requestParticipant = pgTable(
  "request_participant",
  {
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    memberId: id<MemberId>("member_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.memberId, t.requestId] }),
    index("request_participant_by_request").on(t.organizationId, t.requestId),
    foreignKey({
      name: "request_participant_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
    foreignKey({
      name: "request_participant_member",
      columns: [t.organizationId, t.memberId],
      foreignColumns: [member.organizationId, member.id],
    }),
  ],
);

/**
 * Which sets of people the open step of an open request asks: `role:…`, `role:…@project`, `group:…`, `user:…`. "What I
 * may decide" walks this per set of mine, newest first or nearest deadline first, and stays fast with a million
 * requests; rows go with the step. A deadline never moves while a step is open.
 */
export const approverSet = pgTable(
  "approver_set",
  {
    organizationId: organizationId(),
    setKey: text("set_key").notNull(),
    openedAt: instant("opened_at").notNull(),
    /** The request's deadline; infinity where it has none, so that a walk by deadline is one range of the index. */
    decideBy: instant("decide_by").notNull().default(sql`'infinity'`),
    requestId: id<RequestId>("request_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.setKey, t.openedAt, t.requestId] }),
    index("approver_set_soonest").on(t.organizationId, t.setKey, t.decideBy, t.openedAt, t.requestId),
    index("approver_set_request").on(t.organizationId, t.requestId),
    foreignKey({
      name: "approver_set_request_fk",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
  ],
);

/**
 * Whom a closed request concerns: whoever asked, was asked for, voted, was voted for or ended it. Written with the change
 * that closes it, and never after: History of one person walks this, and costs the same with a million requests.
 */
export const closedRequestPerson = pgTable(
  "closed_request_person",
  {
    organizationId: organizationId(),
    memberId: id<MemberId>("member_id").notNull(),
    closedAt: instant("closed_at").notNull(),
    requestId: id<RequestId>("request_id").notNull(),
  },
  (t) => [
    primaryKey({
      name: "closed_request_of_person",
      columns: [t.organizationId, t.memberId, t.closedAt, t.requestId],
    }),
    foreignKey({
      name: "closed_request_person_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
  ],
);
