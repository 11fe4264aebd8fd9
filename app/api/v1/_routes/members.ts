import { z } from "zod";
import { pageQuery } from "@/lib/catalog/input";
import { createMember } from "@/lib/directory/create-member";
import { memberChange, memberInput } from "@/lib/directory/input";
import { loadMember, loadMembers } from "@/lib/directory/loaders";
import { updateMember } from "@/lib/directory/update-member";
import { route } from "@/lib/transport/http";
import { instant, pageOf } from "./schemas";

const member = z
  .object({
    id: z.string(),
    kind: z.enum(["person", "service"]),
    name: z.string(),
    email: z.string(),
    joined: z.boolean().meta({ description: "Has signed in" }),
    disabledAt: instant.nullable(),
    roles: z
      .array(z.object({ id: z.string(), role: z.string(), project: z.string().nullable() }))
      .meta({ description: "Without a project: held in the whole organization" }),
    createdAt: instant,
  })
  .meta({ id: "Member" });

const newMember = member
  .extend({
    invitation: z
      .object({ path: z.string(), expiresAt: instant })
      .nullable()
      .meta({ description: "For a person: the link that makes who opens it signed in this member" }),
  })
  .meta({ id: "NewMember" });

const tag = "Directory";
const permission = "member.manage";

export const memberRoutes = [
  route({
    method: "get",
    path: "/members",
    id: "listMembers",
    summary: "Members in the order they were added",
    tag,
    permission,
    query: pageQuery,
    reply: pageOf(member),
    run: (_db, caller, input) => loadMembers(caller, input),
  }),
  route({
    method: "post",
    path: "/members",
    id: "createMember",
    summary: "Invite a person or make a service account",
    tag,
    permission,
    body: memberInput,
    reply: newMember,
    status: 201,
    run: createMember,
  }),
  route({
    method: "get",
    path: "/members/{id}",
    id: "getMember",
    summary: "One member",
    tag,
    permission,
    reply: member,
    run: (_db, caller, input) => loadMember(caller, input),
  }),
  route({
    method: "patch",
    path: "/members/{id}",
    id: "updateMember",
    summary: "Change a member's name, all of their roles, or whether they are disabled",
    tag,
    permission,
    body: memberChange,
    reply: member,
    run: updateMember,
  }),
];
