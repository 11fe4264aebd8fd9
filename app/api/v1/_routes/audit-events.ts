import { z } from "zod";
import { auditQuery } from "@/lib/audit/input";
import { loadAuditEvents } from "@/lib/audit/loaders";
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
];
