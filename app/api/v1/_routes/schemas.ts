import { z } from "zod";

/** ISO 8601 in UTC, as JSON writes a Date. */
export const instant = z.date().meta({ type: "string", format: "date-time" });

export const named = z.object({ id: z.string(), name: z.string() });

/** One page of a list: api.md, Lists. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
