import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { OrganizationId, ProjectId, RequestId } from "@/lib/kernel/ids";

/** Something that pages show was written. `key` is of this one write: the same key again is nothing new. */
export type Change = { key: string; organizationId: OrganizationId } & (
  | { kind: "request"; requestId: RequestId; number: number; projectId: ProjectId | null }
  | { kind: "component"; projectId: ProjectId; project: string; component: string }
  | { kind: "organization" }
);

/** The smallest id that can have been made since `ms`: ids begin with their milliseconds (kernel/new-id). */
function idSince(prefix: string, ms: number): string {
  return `${prefix}_${Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0")}`;
}

/**
 * What was written in these organizations in the last `window` milliseconds, and the last line of every deployment that
 * runs. Ids are by the clock of the process that made them, rows that are updated by the database's; the caller's window
 * is wide enough for both, and for what commits later than it was written.
 */
export async function listChanges(
  db: Queryable,
  organizations: Iterable<OrganizationId>,
  window: number,
): Promise<Change[]> {
  const since = Date.now() - window;
  const among = sql`any(${sql.param([...organizations])}::text[])`;
  const written = sql`clock_timestamp() - ${window} * interval '1 millisecond'`;
  const { rows } = await db.execute<Row>(sql`
    with touched as (
      select id || ' ' || xmin as key, organization_id, component_id from deployment
        where changed_at >= ${written} and organization_id = ${among}
      union all select component_id || environment_id || ' ' || xmin, organization_id, component_id from component_environment
        where changed_at >= ${written} and organization_id = ${among}
      union all select id, organization_id, component_id from build
        where id >= ${idSince("bld", since)} and organization_id = ${among}
      union all select d.id || ' line ' || line.sequence, d.organization_id, d.component_id from deployment d,
        lateral (select max(p.sequence) as sequence from deployment_progress p where p.organization_id = d.organization_id and p.deployment_id = d.id) line
        where d.state = 'running' and d.organization_id = ${among} and line.sequence is not null
    )
    select 'request' as kind, e.id as key, e.organization_id as "organizationId", r.id as "requestId", r.number, r.project_id as "projectId", null as project, null as component
      from request_event e join approval_request r on r.organization_id = e.organization_id and r.id = e.request_id
      where e.id >= ${idSince("evt", since)} and e.organization_id = ${among}
    union all
    select 'component', t.key, t.organization_id, null, null, c.project_id, p.slug, c.slug
      from touched t join component c on c.organization_id = t.organization_id and c.id = t.component_id
      join project p on p.organization_id = c.organization_id and p.id = c.project_id
    union all
    select 'organization', a.id, a.organization_id, null, null, null, null, null
      from audit_event a where a.id >= ${idSince("evt", since)} and a.organization_id = ${among}`);
  return rows.map(changeOf);
}

type Row = {
  kind: Change["kind"];
  key: string;
  organizationId: OrganizationId;
  requestId: RequestId;
  number: number;
  projectId: ProjectId;
  project: string;
  component: string;
};

function changeOf({
  kind,
  key,
  organizationId,
  requestId,
  number,
  projectId,
  project,
  component,
}: Row): Change {
  const base = { key, organizationId };
  if (kind === "request") return { ...base, kind, requestId, number, projectId };
  if (kind === "component") return { ...base, kind, projectId, project, component };
  return { ...base, kind };
}
