import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { Place } from "@/lib/catalog/store-configuration";

/**
 * Who took the gate away from this place last, and when: by turning the workflow off, by a binding, or by unmarking the
 * environment (engine.md, rule 11). Undefined where nothing ever gated it. The record's words are those of `ungatedInWords`.
 */
export async function readUngating(db: Queryable, { organizationId, componentId, environmentId }: Place) {
  const { rows } = await db.execute<{ by: string; at: string }>(sql`
    select e.actor ->> 'name' as by, to_json(e.at) as at from audit_event e
      join environment v on v.organization_id = e.organization_id and v.id = ${environmentId}
      join component c on c.organization_id = e.organization_id and c.id = ${componentId}
      join project p on p.organization_id = c.organization_id and p.id = c.project_id
    where e.organization_id = ${organizationId} and (
      (e.type = 'environment.changed' and e.data ->> 'environment' = v.slug
        and e.data #>> '{before,critical}' = 'true' and e.data #>> '{after,critical}' = 'false')
      or (jsonb_typeof(e.data -> 'ungated') = 'array' and e.data ->> 'workflow' = 'environment-promotion'
        and e.data -> 'ungated' ?| array['Every way into ' || v.name, p.name || ' into ' || v.name, c.name || ' into ' || v.name]))
    order by e.sequence desc limit 1`);
  return rows[0];
}
