import { z } from "zod";
import { instantInput, slugInput } from "@/lib/catalog/input";

/** The database and JavaScript both tell it, whatever the offset. */
const instant = instantInput.refine(
  (text) => Date.parse(text) < Date.UTC(9999, 0),
  "Give an instant before the year 9999",
);

/**
 * "They decide for me": `to` is a member's id or address, `from` and `until` are instants. Holds from `from` on, and
 * before `until`; without `until` as long as it is not cancelled.
 */
export const delegationInput = z
  .strictObject({
    to: z.string().min(1, "Name the member who is to decide for you").max(320),
    from: instant,
    until: instant.nullish(),
    scope: z.union([z.literal("organization"), z.strictObject({ project: slugInput })], {
      error: 'Give "organization", or { "project": … } with a project\'s slug',
    }),
  })
  .refine(({ from, until }) => !until || Date.parse(until) > Date.parse(from), {
    path: ["until"],
    message: "It would end before it has begun. Give a later end, or none",
  });
export type DelegationInput = z.output<typeof delegationInput>;
