import { type Permission, permissions } from "@/lib/directory/permissions";

/**
 * What a token can be narrowed to: the permissions, and two rights that no token has unless it names them. `decide`
 * (votes) is for people's tokens only; `deployment.report` takes progress and health reports.
 */
export const tokenScopes = [...permissions, "decide", "deployment.report"] as const;
export type TokenScope = Permission | "decide" | "deployment.report";

/** What a token without scopes stands for: all that its member may, and neither of the two. */
export const unscoped: readonly TokenScope[] = permissions;
