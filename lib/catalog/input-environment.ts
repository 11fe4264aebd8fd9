import { z } from "zod";
import { nameInput, slugInput } from "./input";

const endpoint = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[^\s{}]*(?:\{component\}[^\s{}]*)*$/,
    "Give an http or https address, for example https://{component}.dev.example.com",
  );
const order = z.int("Give a whole number").min(1, "The first place is 1").max(1000);
const slugs = z.array(slugInput).max(50);

/**
 * The fields of an environment. `order` is its place in the promotion order, counted from 1; the others move. Paths are
 * set from either end: `promotesTo` are all that this one promotes to, `promotesFrom` all that promote to it.
 */
const fields = {
  name: nameInput,
  order,
  critical: z.boolean(),
  trustDelivery: z.boolean(),
  endpoint: endpoint.nullable(),
  driver: z.string().max(50),
  settings: z.record(z.string(), z.unknown()),
  /** Write-only: stored encrypted and never answered. Null takes it away. */
  credential: z.record(z.string(), z.unknown()).nullable(),
  promotesTo: slugs,
  promotesFrom: slugs,
};

const reason = z.string().trim().min(1, "Say why").max(1000).optional();

export const environmentInput = z.strictObject({
  ...z.object(fields).partial().shape,
  slug: slugInput.optional(),
  name: nameInput,
  reason,
});
export const environmentChange = z.strictObject({ ...z.object(fields).partial().shape, reason });
export type EnvironmentInput = z.output<typeof environmentInput>;
export type EnvironmentChange = z.output<typeof environmentChange>;
