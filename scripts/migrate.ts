import { migrateDatabase } from "../db/migrate.ts";
import { recordIsNotKept } from "./lib/settings.ts";
import { main, Stop, stage } from "./lib/stages.ts";

await main(async () => {
  const url = process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL;
  if (!url) throw new Stop("DATABASE_URL is missing: set it to the database to migrate.");
  const application = process.env.DATABASE_URL || url;
  const { recordIsKept } = await stage("Migrating", () => migrateDatabase(url, application));
  if (!recordIsKept) process.stdout.write(recordIsNotKept);
});
