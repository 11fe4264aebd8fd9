import { z } from "zod";

/** ISO 8601 in UTC, as JSON writes a Date. */
export const instant = z.date();

export const named = z.object({ id: z.string(), name: z.string() });

/** Who did it, as the record has it. */
export const actor = z.union([
  z.object({
    kind: z.literal("member"),
    memberId: z.string(),
    name: z.string(),
    via: z.enum(["console", "api"]),
  }),
  z.object({ kind: z.literal("system"), name: z.string() }),
]);

/** One page of a list: api.md, Lists. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
