import { z } from "zod";
import { pageQuery } from "@/lib/catalog/input";
import { createGroup } from "@/lib/directory/create-group";
import { createRole } from "@/lib/directory/create-role";
import { groupInput, groupMembersInput, roleInput } from "@/lib/directory/input";
import { loadGroups, loadRoles } from "@/lib/directory/loaders";
import { setGroupMembers } from "@/lib/directory/set-group-members";
import { route } from "@/lib/transport/http";
import { named, pageOf } from "./schemas";

const role = z
  .object({
    id: z.string(),
    name: z.string(),
    system: z.enum(["administrator", "developer", "reviewer", "auditor"]).nullable(),
    permissions: z.array(z.string()),
  })
  .meta({ id: "Role" });
const group = z.object({ id: z.string(), name: z.string(), members: z.array(named) }).meta({ id: "Group" });

const tag = "Directory";
const permission = "member.manage";

export const roleAndGroupRoutes = [
  route({
    method: "get",
    path: "/roles",
    id: "listRoles",
    summary: "Roles with their permissions",
    tag,
    permission,
    query: pageQuery,
    reply: pageOf(role),
    run: (_db, caller, input) => loadRoles(caller, input),
  }),
  route({
    method: "post",
    path: "/roles",
    id: "createRole",
    summary: "Make a role of your own",
    tag,
    permission,
    body: roleInput,
    reply: role,
    status: 201,
    run: createRole,
  }),
  route({
    method: "get",
    path: "/groups",
    id: "listGroups",
    summary: "Groups with their members",
    tag,
    permission,
    query: pageQuery,
    reply: pageOf(group),
    run: (_db, caller, input) => loadGroups(caller, input),
  }),
  route({
    method: "post",
    path: "/groups",
    id: "createGroup",
    summary: "Make a group, for approval rules to name",
    tag,
    permission,
    body: groupInput,
    reply: group,
    status: 201,
    run: createGroup,
  }),
  route({
    method: "put",
    path: "/groups/{name}/members",
    id: "setGroupMembers",
    summary: "Say who all is in a group",
    tag,
    permission,
    body: groupMembersInput,
    reply: group,
    run: setGroupMembers,
  }),
];
