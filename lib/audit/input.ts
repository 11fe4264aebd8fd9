import { z } from "zod";

const instant = z.iso.datetime({ offset: true, error: "Give an instant such as 2026-11-21T10:30:00Z" });

/** Filters of the record: one type, one member's id, and instants from (included) and to (excluded). */
export const auditQuery = z.object({
  type: z.string().max(100).optional(),
  actor: z.string().max(100).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
