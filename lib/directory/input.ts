import { z } from "zod";
import { permissions } from "./permissions";

const line = z
  .string()
  .trim()
  .min(1, "Give a name")
  .max(100, "Use at most 100 characters")
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "Use one line of text");

/** `role` is a name or an id; `project` a slug. Without a project the role is held in the whole organization. */
const heldRole = z.strictObject({
  role: z.string().min(1).max(100),
  project: z.string().max(100).optional(),
});
const roles = z.array(heldRole).max(200);

export const memberInput = z.strictObject({
  email: z.email("Give an e-mail address").max(320),
  name: line,
  /** A service account signs in never and acts by tokens; its address only has to be its own. */
  kind: z.enum(["person", "service"]).default("person"),
  roles: roles.default([]),
});
export type MemberInput = z.output<typeof memberInput>;

/** `roles` are all that the member is to hold from now on. */
export const memberChange = z.strictObject({
  name: line.optional(),
  roles: roles.optional(),
  disabled: z.boolean().optional(),
});
export type MemberChange = z.output<typeof memberChange>;

export const roleInput = z.strictObject({
  name: line,
  permissions: z.array(z.enum(permissions)).max(permissions.length).default([]),
});
export type RoleInput = z.output<typeof roleInput>;

/** Members by id or address. */
const members = z.array(z.string().min(1).max(320)).max(1000);
export const groupInput = z.strictObject({ name: line, members: members.default([]) });
export const groupMembersInput = z.strictObject({ members });
export type GroupInput = z.output<typeof groupInput>;
export type GroupMembersInput = z.output<typeof groupMembersInput>;
