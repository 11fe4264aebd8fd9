import type { Actor } from "@/lib/kernel/actor";
import type { MemberId, OrganizationId, ProjectId } from "@/lib/kernel/ids";
import { type HeldRole, hasPermission, type Permission } from "./permissions";

/**
 * Who is asking, as the doorway found it in the database on this request: an enabled member of one organization. Made
 * only by `auth/require-actor`, `auth/api-tokens` and, from stored rows, `scripts/` (architecture.md, import rule 6).
 */
export interface Caller {
  organizationId: OrganizationId;
  organization: { slug: string; name: string };
  member: { id: MemberId; name: string; email: string; kind: "person" | "service" };
  roles: readonly HeldRole[];
  via: "console" | "api";
  /** A token's narrowing: the scopes it carries. Null: everything the member may (the console, or a token without scopes). */
  scopes: readonly string[] | null;
}

/** The member's permission, narrowed by the token's scopes. */
export function callerMay(
  caller: Caller,
  permission: Permission,
  where: ProjectId | "organization" | "anywhere",
): boolean {
  return inScope(caller, permission) && hasPermission(caller.roles, permission, where);
}

export function inScope(caller: Pick<Caller, "scopes">, scope: string): boolean {
  return caller.scopes === null || caller.scopes.includes(scope);
}

export function actorOf(caller: Caller): Actor {
  return { kind: "member", memberId: caller.member.id, name: caller.member.name, via: caller.via };
}
