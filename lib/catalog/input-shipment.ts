import { z } from "zod";
import { configurationEntries } from "./input";

/** Which configuration the target gets: its own, the source's, or its own with these keys set and unset (api.md). */
export const configurationChoice = z.union(
  [
    z.enum(["keep", "copy"]),
    z.strictObject({
      set: configurationEntries.default({}),
      unset: z.array(z.string().max(200)).max(500).optional(),
    }),
  ],
  { error: 'Say "keep", "copy", or { set, unset } with keys and values' },
);
export type ConfigurationChoice = z.output<typeof configurationChoice>;
