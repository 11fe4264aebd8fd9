import { migrateDatabase } from "../../db/migrate.ts";
import { ensureBuilt } from "../lib/build.ts";
import { productionSettings, recordIsNotKept } from "../lib/settings.ts";
import { main, Stop, stage } from "../lib/stages.ts";

await main(async () => {
  const settings = productionSettings();
  await ensureBuilt();
  const { DATABASE_URL, MIGRATION_DATABASE_URL = DATABASE_URL } = settings;
  const { recordIsKept } = await stage("Migrating", () =>
    migrateDatabase(MIGRATION_DATABASE_URL, DATABASE_URL).catch((error: Error) => {
      throw new Stop(`Countersign cannot start: the database could not be migrated (${error.message}).`);
    }),
  );
  if (!recordIsKept) process.stdout.write(recordIsNotKept);
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  await import("../serve.ts");
  process.stdout.write(`Countersign runs at ${settings.NEXTAUTH_URL}\n`);
});
