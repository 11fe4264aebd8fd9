import { callerFor, makeBuild, makeLive } from "@/db/testing/world";
import { makeLongHistory } from "@/lib/approvals/testing/long-history";
import type { ComponentId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { cookieOf } from "./console.ts";
import type { BenchDatabase } from "./database.ts";

export interface Place {
  cookie: string;
  /** Addresses of the console's main pages, by their names. */
  paths: Record<string, string>;
}

/** An organization with so much in it: a reviewer's browser, and a component that runs builds in two of its environments. */
export async function makePlace(
  database: BenchDatabase,
  size: { requests: number; projects: number; componentsIn: number },
): Promise<Place> {
  const { db, owner } = database;
  const { scene, reviewer } = await makeLongHistory(db, owner, size.requests, size);
  const { world, admin, dev } = scene;
  const { rows } = await owner.query<{ id: ComponentId }>(
    "select id from component where slug = 'component-05' order by id limit 1",
  );
  const [component] = rows;
  invariant(component, "every first project has one");
  for (const number of [1, 2, 3]) {
    const build = await makeBuild(world, number, admin.id, undefined, component.id);
    const { development, staging } = world.environments;
    for (const environment of number === 1 ? [staging] : [development])
      await makeLive(world, environment, build, dev.id, { URL: { value: "a" } }, component.id);
  }
  await tellApart(owner);
  await owner.query("vacuum analyze");
  const { member } = await callerFor(world, reviewer.member);
  const at = `/${world.slug}`;
  return {
    cookie: await cookieOf(database, member),
    paths: {
      Projects: at,
      Components: `${at}/projects/project-0`,
      Deploy: `${at}/projects/project-0/components/component-05/deploy`,
      Builds: `${at}/projects/project-0/components/component-05/builds`,
      Pending: `${at}/approvals/pending`,
      "Pending, all open": `${at}/approvals/pending?scope=all`,
      History: `${at}/approvals/history`,
      "A request": `${at}/approvals/requests/4`,
      "A review beside Pending": `${at}/approvals/pending?review=4`,
    },
  };
}

/** In life no two requests ask for the same; the copies do. What was asked for never changes, but for triggers that sleep. */
async function tellApart(owner: BenchDatabase["owner"]): Promise<void> {
  const client = await owner.connect();
  await client.query("set session_replication_role = replica");
  await client.query(
    "update approval_request set fingerprint = 'sha256:' || encode(sha256(id::bytea), 'hex') where number % 10 = 0 and number <= 10000",
  );
  client.release(true);
}
