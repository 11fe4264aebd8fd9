import { z } from "zod";
import { completeInput, revokeInput, spendInput } from "@/lib/approvals/input";
import { answerOf } from "@/lib/approvals/loaders-api";
import { revokeApproval } from "@/lib/approvals/revoke-approval";
import { completeUse, spendApproval } from "@/lib/approvals/spend-approval";
import { route } from "@/lib/transport/http";
import { request } from "./approval-request-schemas";

const tag = "Approval requests";
const path = "/approval-requests/{number}";
const noNumber = { number: true } as const;

/** What becomes of an approval: used by what asked for it, or taken back. */
export const approvalUseRoutes = [
  route({
    method: "post",
    path: `${path}/use`,
    id: "useApproval",
    summary:
      "Use the approval of an external request or a certificate operation, for exactly what was approved: what opened it",
    tag,
    body: spendInput.omit(noNumber),
    reply: z.object({ useId: z.string() }),
    status: 201,
    run: (db, caller, input) => spendApproval(db, caller, input),
  }),
  route({
    method: "post",
    path: `${path}/uses/{id}/complete`,
    id: "completeUse",
    summary: "Say once how a use ended; after a failure the approval can be used again",
    tag,
    body: completeInput.omit({ number: true, id: true }),
    reply: request,
    run: (db, caller, input) => answerOf(db, caller, () => completeUse(db, caller, input)),
  }),
  route({
    method: "post",
    path: `${path}/revoke`,
    id: "revokeApproval",
    summary: "Take back an approval that was not used yet",
    tag,
    permission: "request.override",
    body: revokeInput.omit(noNumber),
    reply: request,
    run: (db, caller, input) => answerOf(db, caller, () => revokeApproval(db, caller, input)),
  }),
];
