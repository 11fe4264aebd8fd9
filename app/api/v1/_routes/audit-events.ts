import { z } from "zod";
import { problemKinds } from "@/lib/audit/findings";
import { auditQuery } from "@/lib/audit/input";
import { loadAuditEvents } from "@/lib/audit/loaders";
import { verifyAudit } from "@/lib/audit/verify-record";
import { pageQuery } from "@/lib/catalog/input";
import { route } from "@/lib/transport/http";
import { actor, instant, pageOf } from "./schemas";

const auditEvent = z
  .object({
    sequence: z.int(),
    id: z.string(),
    type: z.string(),
    actor,
    at: instant,
    data: z.record(z.string(), z.unknown()),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: "AuditEvent" });

const verification = z
  .object({
    ok: z.boolean(),
    checked: z.object({ requests: z.int(), events: z.int(), roots: z.int() }),
    problems: z.array(
      z.object({
        chain: z.string().describe("`organization`, `roots`, or `request/12`"),
        sequence: z.int().describe("Of the first event or root that does not fit or is missing"),
        kind: z.enum(problemKinds),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: "Verification" });

export const auditEventRoutes = [
  route({
    method: "get",
    path: "/audit-events",
    id: "listAuditEvents",
    summary: "What administrators changed, newest first, chained by hash",
    tag: "Audit",
    permission: "audit.read",
    query: pageQuery.extend(auditQuery.shape),
    reply: pageOf(auditEvent),
    run: (_db, caller, input) => loadAuditEvents(caller, input),
  }),
  route({
    method: "post",
    path: "/audit-events/verify",
    id: "verifyAuditEvents",
    summary:
      "Check every chain of the organization and the hourly roots: the first problem of each, up to 1000",
    tag: "Audit",
    permission: "audit.read",
    reply: verification,
    // A million events take a minute of one processor.
    callsPerMinute: 3,
    run: (db, caller) => verifyAudit(db, caller),
  }),
];
