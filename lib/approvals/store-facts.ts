import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { prepared, rowOf } from "@/db/prepared";
import { approvalRequest } from "@/db/schema";
import type { ChainEnd } from "@/lib/audit/chain";
import { type HeldRole, hasPermission, type Permission } from "@/lib/directory/permissions";
import type { MemberId, OrganizationId, ProjectId } from "@/lib/kernel/ids";
import type { Roster } from "./core/eligibility";
import type { RequestState } from "./core/request-state";
import { type RequestRef, someNumbers } from "./store";
import { type RosterJson, rosterFrom, rosterSql } from "./store-roster";
import { stateOf, type VotesAndUses } from "./store-state";

/** What the second statement of the write path reads, after the lock: row, votes, memberships, delegations, and the time. */
export interface ReadFacts {
  state: RequestState;
  /** Where the request's chain ends. */
  chain: ChainEnd;
  roster: Roster;
  now: Date;
  /** Of the acting member, now. */
  enabled: boolean;
  /** False for everything when they were disabled meanwhile. */
  may(permission: Permission): boolean;
  participant: boolean;
  requesterLost: boolean;
  remindedAt: Date | null;
  /** What `request.opened` warned of: that it could not be approved by anybody then. */
  warnings: string[];
  /** Has the organization any webhooks that are on? */
  hasWebhooks: boolean;
}

interface FactsRow extends Record<string, unknown>, VotesAndUses {
  now: string;
  roster: RosterJson;
  /** Of the acting members and of who opened it. */
  roles: (HeldRole & { memberId: MemberId })[];
  participants: MemberId[];
  remindedAt: string | null;
  warnings: string[] | null;
  hasWebhooks: boolean;
}

const organizationId = sql`${sql.placeholder("organizationId")}`;
const actors = sql`${sql.placeholder("actors")}::text[]`;
const mine = sql`organization_id = ${organizationId} and request_id = request.id`;

/**
 * Everything about each of these requests, of one instant, as one JSON value: to describe half a hundred columns and take
 * them apart takes the process longer than to read it. It asks for the row itself: the statement before it only took the lock.
 */
const factsBy = (name: string, which: SQL) =>
  prepared<{ facts: FactsRow }>(
    name,
    sql`with request as materialized (select * from ${approvalRequest} where organization_id = ${organizationId} and ${which}),
      participant as materialized (select request_id, member_id from request_participant
        where organization_id = ${organizationId} and request_id = any(array(select id from request)))
    select row_to_json(found) as facts from (select request.*, clock_timestamp() as now,
    (select coalesce(json_agg(json_build_object('id', id, 'voterId', voter_id, 'principalId', principal_id, 'step', step, 'requirement', requirement,
      'decision', decision, 'comment', comment, 'castAt', cast_at, 'replacedAt', replaced_at) order by sequence), '[]') from vote where ${mine}) as votes,
    (select coalesce(json_agg(json_build_object('id', id, 'startedBy', started_by, 'startedAt', started_at, 'outcome', outcome,
      'finishedAt', finished_at) order by started_at, id), '[]') from approval_use where ${mine}) as uses,
    ${rosterSql(
      organizationId,
      sql`request.rules`,
      sql`select unnest(array[request.opened_by, request.started_by] || request.builders || ${actors}) union all select member_id from participant where request_id = request.id`,
    )} as roster,
    (select coalesce(json_agg(json_build_object('memberId', a.member_id, 'system', r.system, 'permissions', r.permissions, 'projectId', a.project_id)), '[]')
      from role_assignment a join role r on r.organization_id = a.organization_id and r.id = a.role_id
      where a.organization_id = ${organizationId} and a.member_id = any(${actors} || request.opened_by)) as roles,
    array(select member_id from participant where request_id = request.id) as participants,
    (select max(at) from request_event where ${mine} and type = 'request.reminded') as "remindedAt",
    (select data -> 'warnings' from request_event where ${mine} and sequence = 1) as warnings,
    exists (select 1 from webhook where organization_id = ${organizationId} and disabled_at is null) as "hasWebhooks"
    from request) found`,
  );
const factsById = factsBy("facts_by_id", sql`id = ${sql.placeholder("id")}`);
const factsByNumber = factsBy("facts_by_number", sql`number = ${sql.placeholder("number")}`);
const factsByNumbers = factsBy("facts_by_numbers", sql`number = any(${someNumbers})`);

/** What is true for one of those who act, or (null) for the product itself. */
export type ReadAs = (actor: MemberId | null) => ReadFacts;

/**
 * Reads in one statement everything that deciding about a request can depend on (engine.md, the write path, 2). Null:
 * there is none. It may be sent while the lock is being waited for: the server begins with it after that.
 */
export async function readFacts(
  db: Queryable,
  organizationId: OrganizationId,
  ref: RequestRef,
  actor: MemberId | null,
): Promise<ReadFacts | null> {
  const readAs = await readFactsAs(db, organizationId, ref, actor === null ? [] : [actor]);
  return readAs?.(actor) ?? null;
}

/** The same for several who act. */
export async function readFactsAs(
  db: Queryable,
  organizationId: OrganizationId,
  ref: RequestRef,
  actors: readonly MemberId[],
): Promise<ReadAs | null> {
  const statement = "id" in ref ? factsById : factsByNumber;
  const [answer] = await statement.run(db, { organizationId, ...ref, actors: [...new Set(actors)] });
  return answer ? factsFrom(answer.facts) : null;
}

/** The same of several requests, by their numbers. */
export async function readFactsOf(
  db: Queryable,
  organizationId: OrganizationId,
  numbers: readonly number[],
  actors: readonly MemberId[],
): Promise<Map<number, ReadAs>> {
  const values = { organizationId, numbers: [...numbers], actors: [...new Set(actors)] };
  const answers = await factsByNumbers.run(db, values);
  return new Map(answers.map(({ facts }) => [Number(facts.number), factsFrom(facts)]));
}

function factsFrom(found: FactsRow): ReadAs {
  const row = rowOf(approvalRequest, found);
  const where: ProjectId | "organization" = row.projectId ?? "organization";
  const roster = rosterFrom(found.roster);
  const isEnabled = (id: MemberId | null) => id !== null && roster.members.get(id)?.disabled === false;
  const has = (id: MemberId | null, permission: Permission) =>
    isEnabled(id) &&
    hasPermission(
      found.roles.filter(({ memberId }) => memberId === id),
      permission,
      where,
    );
  const same = {
    state: stateOf(row, found),
    chain: { sequence: row.lastSequence, hash: row.lastHash },
    roster,
    now: new Date(found.now),
    requesterLost: !has(row.openedBy, "request.create"),
    remindedAt: found.remindedAt === null ? null : new Date(found.remindedAt),
    warnings: found.warnings ?? [],
    hasWebhooks: found.hasWebhooks,
  };
  return (actor) => ({
    ...same,
    enabled: isEnabled(actor),
    may: (permission) => has(actor, permission),
    participant: isEnabled(actor) && found.participants.some((id) => id === actor),
  });
}
