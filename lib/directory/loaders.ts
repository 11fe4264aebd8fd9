import { database } from "@/db/client";
import type { ProjectId } from "@/lib/kernel/ids";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Caller, callerMay } from "./caller";
import { permissions } from "./permissions";
import {
  type GroupView,
  groupsOf,
  type MemberView,
  membersOf,
  projectSlugs,
  type RoleView,
  rolesOf,
} from "./views";

/** Who the caller is and what they may, as the API's `/me` tells it. */
export async function loadMe(caller: Caller) {
  const { organization, member, scopes, roles } = caller;
  const within = (where: ProjectId | "organization") =>
    permissions.filter((permission) => callerMay(caller, permission, where));
  const ids = [...new Set(roles.flatMap(({ projectId }) => (projectId === null ? [] : [projectId])))];
  const projects = await projectSlugs(database(), caller.organizationId, ids);
  return ok({
    organization,
    member,
    permissions: within("organization"),
    projects: projects.map(({ id, slug }) => ({ project: slug, permissions: within(id) })),
    scopes: scopes === null ? null : [...scopes],
  });
}

/** Members in the order they were added. Needs `member.manage`. */
export async function loadMembers(caller: Caller, input: PageInput): Promise<Result<Page<MemberView>>> {
  return managed(caller, input, (window) => membersOf(database(), caller.organizationId, window));
}

export async function loadMember(caller: Caller, { id }: { id: string }): Promise<Result<MemberView>> {
  if (!callerMay(caller, "member.manage", "organization")) return refused(refusal("not_permitted"));
  const [view] = await membersOf(database(), caller.organizationId, { take: 1, id });
  return view ? ok(view) : refused(refusal("not_found"));
}

export async function loadRoles(caller: Caller, input: PageInput): Promise<Result<Page<RoleView>>> {
  return managed(caller, input, (window) => rolesOf(database(), caller.organizationId, window));
}

export async function loadGroups(caller: Caller, input: PageInput): Promise<Result<Page<GroupView>>> {
  return managed(caller, input, (window) => groupsOf(database(), caller.organizationId, window));
}

/** A page of something that is listed by id, for who manages members. */
async function managed<T extends { id: string }>(
  caller: Caller,
  { cursor, limit }: PageInput,
  read: (window: { after: string | null; take: number }) => Promise<T[]>,
): Promise<Result<Page<T>>> {
  if (!callerMay(caller, "member.manage", "organization")) return refused(refusal("not_permitted"));
  const after = cursor === undefined ? [null] : readCursor(cursor, ["string"]);
  if (!after) return refused(badCursor);
  return ok(pageOf(await read({ after: after[0], take: limit + 1 }), limit, ({ id }) => [id]));
}
