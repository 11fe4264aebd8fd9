import { migrateDatabase } from "../db/migrate.ts";
import { main, Stop, stage } from "./lib/stages.ts";

await main(async () => {
  const url = process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL;
  if (!url) throw new Stop("DATABASE_URL is missing: set it to the database to migrate.");
  await stage("Migrating", () => migrateDatabase(url));
});
