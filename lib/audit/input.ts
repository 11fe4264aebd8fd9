import { z } from "zod";
import { instantInput } from "@/lib/catalog/input";

/** Filters of the record: one type, one member's id, and instants from (included) and to (excluded). */
export const auditQuery = z.object({
  type: z.string().max(100).optional(),
  actor: z.string().max(100).optional(),
  from: instantInput.optional(),
  to: instantInput.optional(),
});
