import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { approvalRequest } from "@/db/schema";
import { type HeldRole, hasPermission, type Permission } from "@/lib/directory/permissions";
import type { MemberId, ProjectId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import type { Roster } from "./core/eligibility";
import type { ApprovalUse, RequestState, Vote } from "./core/request-state";
import type { Bound } from "./core/request-subject";
import { type RosterJson, rosterFrom, rosterSql } from "./store-roster";

type RequestRow = typeof approvalRequest.$inferSelect;

/** What the second statement of the write path reads, after the lock: votes, memberships, delegations, and the time. */
export interface ReadFacts {
  state: RequestState;
  roster: Roster;
  now: Date;
  /** Of the acting member, now. */
  enabled: boolean;
  /** False for everything when they were disabled meanwhile. */
  may(permission: Permission): boolean;
  participant: boolean;
  requesterLost: boolean;
  remindedAt: Date | null;
  /** Has the organization any webhooks that are on? */
  hasWebhooks: boolean;
}

interface FactsRow extends Record<string, unknown> {
  now: string;
  votes: (Omit<Vote, "castAt" | "replacedAt"> & { castAt: string; replacedAt: string | null })[];
  uses: (Omit<ApprovalUse, "startedAt" | "finishedAt"> & { startedAt: string; finishedAt: string | null })[];
  roster: RosterJson;
  actorRoles: HeldRole[];
  actorEnabled: boolean;
  requesterRoles: HeldRole[];
  requesterEnabled: boolean;
  participant: boolean;
  remindedAt: string | null;
  hasWebhooks: boolean;
}

/** Roles of a member as JSON, as `HeldRole` spells them. */
function rolesSql(organizationId: string, memberId: MemberId | null) {
  return sql`(select coalesce(json_agg(json_build_object('system', r.system, 'permissions', r.permissions, 'projectId', a.project_id)), '[]')
    from role_assignment a join role r on r.organization_id = a.organization_id and r.id = a.role_id
    where a.organization_id = ${organizationId} and a.member_id = ${memberId})`;
}

function enabledSql(organizationId: string, memberId: MemberId | null) {
  return sql`exists (select 1 from member where organization_id = ${organizationId} and id = ${memberId} and disabled_at is null)`;
}

/** Reads in one statement everything that deciding about a locked request can depend on (engine.md, the write path, 2). */
export async function readFacts(tx: Queryable, row: RequestRow, actor: MemberId | null): Promise<ReadFacts> {
  const { organizationId, id } = row;
  const also = [row.openedBy, ...(row.startedBy ? [row.startedBy] : []), ...(actor ? [actor] : [])];
  const mine = sql`organization_id = ${organizationId} and request_id = ${id}`;
  const { rows } = await tx.execute<FactsRow>(sql`select
    to_json(clock_timestamp()) as now,
    (select coalesce(json_agg(json_build_object('id', id, 'voterId', voter_id, 'principalId', principal_id, 'step', step, 'requirement', requirement,
      'decision', decision, 'comment', comment, 'castAt', cast_at, 'replacedAt', replaced_at) order by sequence), '[]') from vote where ${mine}) as votes,
    (select coalesce(json_agg(json_build_object('id', id, 'startedBy', started_by, 'startedAt', started_at, 'outcome', outcome,
      'finishedAt', finished_at) order by started_at, id), '[]') from approval_use where ${mine}) as uses,
    ${rosterSql(organizationId, [row.rules], also, sql`select member_id from request_participant where ${mine}`)} as roster,
    ${rolesSql(organizationId, actor)} as "actorRoles", ${enabledSql(organizationId, actor)} as "actorEnabled",
    ${rolesSql(organizationId, row.openedBy)} as "requesterRoles", ${enabledSql(organizationId, row.openedBy)} as "requesterEnabled",
    exists (select 1 from request_participant where ${mine} and member_id = ${actor}) as participant,
    (select to_json(max(at)) from request_event where ${mine} and type = 'request.reminded') as "remindedAt",
    exists (select 1 from webhook where organization_id = ${organizationId} and disabled_at is null) as "hasWebhooks"`);
  const [facts] = rows;
  invariant(facts, "a select without from answers one row");
  const where: ProjectId | "organization" = row.projectId ?? "organization";
  return {
    state: stateOf(row, facts),
    roster: rosterFrom(facts.roster),
    now: new Date(facts.now),
    enabled: facts.actorEnabled,
    may: (permission) => facts.actorEnabled && hasPermission(facts.actorRoles, permission, where),
    participant: facts.actorEnabled && facts.participant,
    requesterLost: !facts.requesterEnabled || !hasPermission(facts.requesterRoles, "request.create", where),
    remindedAt: facts.remindedAt === null ? null : new Date(facts.remindedAt),
    hasWebhooks: facts.hasWebhooks,
  };
}

/** Stored together, so they fit each other. */
function boundOf({ workflow, subject, fingerprintInput }: RequestRow): Bound {
  return { workflow, subject, fingerprintInput } as Bound;
}

function profileOf({ profileId, profileName, profileVersion }: RequestRow): RequestState["profile"] {
  if (profileId === null || profileName === null || profileVersion === null) return null;
  return { id: profileId, name: profileName, version: profileVersion };
}

/** The row and its votes and uses, as the core knows them. */
export function stateOf(row: RequestRow, { votes, uses }: Pick<FactsRow, "votes" | "uses">): RequestState {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...boundOf(row),
    id: row.id,
    organizationId: row.organizationId,
    number: row.number,
    projectId: row.projectId,
    subjectKey: row.subjectKey,
    fingerprint: row.fingerprint,
    profile: profileOf(row),
    rulesFrom: row.rulesFrom,
    rules: row.rules,
    rulesHash: row.rulesHash,
    openedBy: row.openedBy,
    startedBy: row.startedBy,
    builders: row.builders,
    message: row.message,
    state: row.state,
    use: row.use,
    openStep: row.openStep,
    asked: row.asked,
    votes: votes.map((vote) => ({
      ...vote,
      castAt: new Date(vote.castAt),
      replacedAt: instant(vote.replacedAt),
    })),
    uses: uses.map((use) => ({
      ...use,
      startedAt: new Date(use.startedAt),
      finishedAt: instant(use.finishedAt),
    })),
    openedAt: row.openedAt,
    expiresAt: row.expiresAt,
    decidedAt: row.decidedAt,
    closedAt: row.closedAt,
    closedBy: row.closedBy,
    closeReason: row.closeReason,
    overridden: row.overridden,
  };
}
