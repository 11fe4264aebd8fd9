import { z } from "zod";
import { tokenScopes } from "./token-scopes";

/** `member` is a service account's id or address; without it the token is one's own. */
export const tokenInput = z.strictObject({
  name: z.string().trim().min(1, "Give a name").max(100, "Use at most 100 characters"),
  scopes: z.array(z.enum(tokenScopes)).max(tokenScopes.length).default([]),
  expiresInDays: z.int("Give a whole number of days").min(1).max(366).default(90),
  member: z.string().min(1).max(320).optional(),
});
export type TokenInput = z.output<typeof tokenInput>;
