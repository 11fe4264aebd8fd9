import { existsSync } from "node:fs";
import { databaseOf, poolOf } from "@/db/client";
import { verifyRecord } from "@/lib/audit/verify-record";
import { listOrganizations } from "@/lib/audit/views-record";
import { main, Stop } from "./lib/stages";

/**
 * `npm run audit:verify [-- <organization>]`: checks the record of one organization, or of all. Says of each what fits,
 * or the first event that does not, and ends with 1 when there is one.
 */
await main(async () => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const url = process.env.DATABASE_URL;
  if (!url) throw new Stop("DATABASE_URL is missing: set it to the database whose record is to be checked.");
  const [slug] = process.argv.slice(2);
  const pool = poolOf(url, 1);
  const db = databaseOf(pool);
  const organizations = await listOrganizations(db, slug);
  if (slug !== undefined && organizations.length === 0) throw new Stop(`There is no organization ${slug}.`);
  let broken = 0;
  for (const organization of organizations) {
    const { ok, checked, problems } = await verifyRecord(db, organization.id);
    const { requests, events, roots } = checked;
    process.stdout.write(
      `${organization.slug}: ${requests} requests, ${events} events, ${roots} roots: ${ok ? "whole" : "NOT whole"}\n`,
    );
    for (const { chain, sequence, kind, message } of problems)
      process.stdout.write(`  ${chain} ${sequence} ${kind}: ${message}\n`);
    if (!ok) broken += 1;
  }
  await pool.end();
  process.exitCode = broken === 0 ? 0 : 1;
});
