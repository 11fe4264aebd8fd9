import { z } from "zod";
import { addComment } from "@/lib/approvals/add-comment";
import { cancelRequest } from "@/lib/approvals/cancel-request";
import { castVote } from "@/lib/approvals/cast-vote";
import { requestStates } from "@/lib/approvals/core/vocabulary";
import {
  cancelInput,
  commentInput,
  openRequestInput,
  overrideInput,
  remindInput,
  startInput,
  voteInput,
  waitInput,
} from "@/lib/approvals/input";
import { requestFilter } from "@/lib/approvals/input-list";
import {
  answerOf,
  loadChangedRequestJson,
  loadEventsJson,
  loadRequestJson,
  loadRequestsJson,
} from "@/lib/approvals/loaders-api";
import { openRequest } from "@/lib/approvals/open-request";
import { overrideRequest } from "@/lib/approvals/override-request";
import { remindApprovers } from "@/lib/approvals/remind-approvers";
import { startRequest } from "@/lib/approvals/start-request";
import { pageQuery } from "@/lib/catalog/input";
import { route } from "@/lib/transport/http";
import { keyNeeded } from "@/lib/transport/idempotency-key";
import { request, requestEvent, requestItem } from "./approval-request-schemas";
import { pageOf } from "./schemas";

const tag = "Approval requests";
const path = "/approval-requests/{number}";
const states = z.array(
  z.enum([...requestStates, "open", "closed"], {
    error: `Give states with commas between them: ${requestStates.join(", ")}, open or closed`,
  }),
);

const listQuery = pageQuery.extend({
  ...requestFilter.omit({ state: true, mine: true, until: true, overridden: true }).shape,
  state: z
    .string()
    .transform((text) => text.split(","))
    .pipe(states)
    .optional(),
  to: requestFilter.shape.until,
  canDecide: z.stringbool().optional(),
});

const noNumber = { number: true } as const;

export const approvalRequestRoutes = [
  route({
    method: "get",
    path: "/approval-requests",
    id: "listApprovalRequests",
    summary:
      "The requests you may see, newest first; canDecide=true: those whose decision you are part of now",
    tag,
    query: listQuery,
    reply: pageOf(requestItem),
    run: (_db, caller, { limit, cursor, canDecide, to: until, ...filter }) =>
      loadRequestsJson(caller, { limit, cursor, canDecide, filter: { ...filter, until } }),
  }),
  route({
    method: "post",
    path: "/approval-requests",
    id: "openApprovalRequest",
    summary: "Ask for a promotion, in the name of another system, or for a certificate operation",
    tag,
    permission: "request.create",
    body: openRequestInput,
    reply: request,
    status: 201,
    run: async (db, caller, input) => {
      const opened = await openRequest(db, caller, input);
      return opened.ok ? loadRequestJson(caller, opened.value.number, { acted: true }, db) : opened;
    },
  }),
  route({
    method: "get",
    path,
    id: "getApprovalRequest",
    summary:
      "One request: steps, votes, who can still decide, what it changes, what you may do; wait=30: once it is decided or its use has ended, at most so many seconds later",
    tag,
    query: z.object({ wait: waitInput.default(0) }),
    reply: request,
    run: (_db, caller, { number, wait: seconds }, { signal }) =>
      seconds > 0
        ? loadChangedRequestJson(caller, number, { seconds, signal })
        : loadRequestJson(caller, number),
  }),
  route({
    method: "get",
    path: `${path}/events`,
    id: "listApprovalRequestEvents",
    summary: "The request's record in its order, chained by hash",
    tag,
    query: pageQuery,
    reply: pageOf(requestEvent),
    run: (_db, caller, input) => loadEventsJson(caller, input.number, input),
  }),
  route({
    method: "post",
    path: `${path}/start`,
    id: "startRequest",
    summary: "Let a request that waits to be started be decided: its requester",
    tag,
    body: startInput.omit(noNumber),
    reply: request,
    run: (db, caller, input) => answerOf(db, caller, () => startRequest(db, caller, input)),
  }),
  route({
    method: "post",
    path: `${path}/votes`,
    id: "castVote",
    summary: "Approve or reject: a person's token with the scope decide",
    tag,
    body: voteInput.omit(noNumber),
    reply: request,
    status: 201,
    run: (db, caller, input, { idempotencyKey }) => {
      const repeatable = idempotencyKey === null ? keyNeeded : undefined;
      return answerOf(db, caller, (alongside) => castVote(db, caller, input, { repeatable, alongside }));
    },
  }),
  route({
    method: "post",
    path: `${path}/comments`,
    id: "addComment",
    summary: "Put a comment on the record",
    tag,
    body: commentInput.omit(noNumber),
    reply: request,
    status: 201,
    run: (db, caller, input) => answerOf(db, caller, () => addComment(db, caller, input)),
  }),
  route({
    method: "post",
    path: `${path}/remind`,
    id: "remindApprovers",
    summary: "Mail the people who can complete it once more, at most every four hours: its requester",
    tag,
    body: remindInput.omit(noNumber),
    reply: request,
    run: (db, caller, input) => answerOf(db, caller, () => remindApprovers(db, caller, input)),
  }),
  route({
    method: "post",
    path: `${path}/cancel`,
    id: "cancelRequest",
    summary: "Take an open request back",
    tag,
    body: cancelInput.omit(noNumber),
    reply: request,
    run: (db, caller, input) => answerOf(db, caller, () => cancelRequest(db, caller, input)),
  }),
  route({
    method: "post",
    path: `${path}/override`,
    id: "overrideRequest",
    summary: "Decide instead of the approvers, with a reason: a person who did not ask for it",
    tag,
    permission: "request.override",
    body: overrideInput.omit(noNumber),
    reply: request,
    run: (db, caller, input) => answerOf(db, caller, () => overrideRequest(db, caller, input)),
  }),
];
