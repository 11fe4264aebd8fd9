import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";
import { grantAccess } from "./access.ts";

/** Any number will do, as long as everybody who migrates a Countersign database takes the same. */
const migrationLock = 7_268_003_192;

/**
 * Brings a database to the newest schema, ours and graphile-worker's. Several servers may start at once: they take
 * turns under an advisory lock, and those that come later find nothing to do. `applicationUrl` is where the application
 * will connect: its user gets what it needs. Answers whether that user is kept from changing the record (access.ts).
 */
export async function migrateDatabase(
  connectionString: string,
  applicationUrl = connectionString,
): Promise<{ recordIsKept: boolean }> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder: `${import.meta.dirname}/migrations` });
    await runMigrations({ connectionString, logger: new Logger(() => () => undefined) });
    const applicationUser = new pg.Client({ connectionString: applicationUrl }).user ?? "";
    return { recordIsKept: await grantAccess(client, applicationUser) };
  } finally {
    await client.end();
  }
}
