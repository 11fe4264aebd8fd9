import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import { apiToken, member, organization } from "@/db/schema";
import type { Caller } from "@/lib/directory/caller";
import type { HeldRole } from "@/lib/directory/permissions";
import type { MemberId, OrganizationId, TokenId } from "@/lib/kernel/ids";
import { heldRoles } from "./views";

interface Holder {
  tokenId: TokenId;
  scopes: string[];
  usedLately: boolean;
  organizationId: OrganizationId;
  organization: Caller["organization"];
  member: Caller["member"];
  roles: HeldRole[];
}

const holders = prepared<Holder & Record<string, unknown>>(
  "holder_of_token",
  sql`select ${apiToken.id} as "tokenId", ${apiToken.scopes}, coalesce(${apiToken.lastUsedAt} > now() - interval '1 minute', false) as "usedLately",
      ${organization.id} as "organizationId", json_build_object('slug', ${organization.slug}, 'name', ${organization.name}) as organization,
      json_build_object('id', ${member.id}, 'name', ${member.name}, 'email', ${member.email}, 'kind', ${member.kind}) as member, ${heldRoles} as roles
    from ${apiToken} join ${member} on ${member.organizationId} = ${apiToken.organizationId} and ${member.id} = ${apiToken.memberId}
      join ${organization} on ${organization.id} = ${apiToken.organizationId}
    where ${apiToken.tokenHash} = ${sql.placeholder("tokenHash")} and ${apiToken.revokedAt} is null and ${apiToken.expiresAt} > now()
      and ${member.disabledAt} is null`,
);

/**
 * The holder of a token that is valid now, by the database's clock, with what its member holds; one statement. Undefined:
 * unknown, expired, revoked, or of somebody who is disabled.
 */
export async function holderOf(db: Queryable, tokenHash: string): Promise<Holder | undefined> {
  const [row] = await holders.run(db, { tokenHash });
  return row;
}

export async function markUsed(db: Queryable, id: TokenId): Promise<void> {
  const minuteAgo = sql`now() - interval '1 minute'`;
  await db
    .update(apiToken)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiToken.id, id), or(isNull(apiToken.lastUsedAt), lt(apiToken.lastUsedAt, minuteAgo))));
}

export async function insertToken(
  tx: Transaction,
  { days, ...row }: Omit<typeof apiToken.$inferInsert, "expiresAt"> & { days: number },
): Promise<void> {
  const expiresAt = sql`clock_timestamp() + make_interval(days => ${days})`;
  await tx.insert(apiToken).values({ ...row, expiresAt });
}

export async function setRevoked(
  tx: Transaction,
  organizationId: OrganizationId,
  id: TokenId,
): Promise<void> {
  await tx
    .update(apiToken)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(apiToken.organizationId, organizationId), eq(apiToken.id, id), isNull(apiToken.revokedAt)));
}

export interface TokenView {
  id: TokenId;
  name: string;
  /** Its first characters. */
  hint: string;
  member: { id: MemberId; name: string; kind: "person" | "service" };
  /** Empty: all that its member may, except deciding and reporting on deployments. */
  scopes: string[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

/** Whose tokens somebody may see and revoke: their own, and service accounts' for who manages tokens. */
export interface TokenReach {
  organizationId: OrganizationId;
  memberId: MemberId;
  services: boolean;
}

/** Newest first; of one id, when it is given. */
export async function tokensFor(
  db: Queryable,
  { organizationId, memberId, services }: TokenReach,
  { before, take, id }: { before?: string | null; take: number; id?: string },
): Promise<TokenView[]> {
  return db
    .select({
      id: apiToken.id,
      name: apiToken.name,
      hint: apiToken.hint,
      member: { id: member.id, name: member.name, kind: member.kind },
      scopes: apiToken.scopes,
      createdAt: apiToken.createdAt,
      expiresAt: apiToken.expiresAt,
      revokedAt: apiToken.revokedAt,
      lastUsedAt: apiToken.lastUsedAt,
    })
    .from(apiToken)
    .innerJoin(
      member,
      and(eq(member.organizationId, apiToken.organizationId), eq(member.id, apiToken.memberId)),
    )
    .where(
      and(
        eq(apiToken.organizationId, organizationId),
        or(eq(apiToken.memberId, memberId), services ? eq(member.kind, "service") : undefined),
        id === undefined ? undefined : eq(apiToken.id, id as TokenId),
        before ? lt(apiToken.id, before as TokenId) : undefined,
      ),
    )
    .orderBy(desc(apiToken.id))
    .limit(take);
}

/** An enabled member by the organization's slug and the member's address. */
export async function findOwner(db: Queryable, slug: string, email: string) {
  const [row] = await db
    .select({
      organizationId: member.organizationId,
      memberId: member.id,
      name: member.name,
      kind: member.kind,
    })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(
      and(
        eq(organization.slug, slug),
        sql`lower(${member.email}) = lower(${email})`,
        isNull(member.disabledAt),
      ),
    );
  return row;
}
