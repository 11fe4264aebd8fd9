import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Env, parseEnv } from "../../lib/env.ts";
import { root } from "./children.ts";
import { Stop } from "./stages.ts";

/** Said where the database's owner may not make roles and the application works as that owner. */
export const recordIsNotKept =
  "Countersign works as the owner of its tables: triggers alone keep the record (docs/operating.md, The record).\n";

/** The settings of a production server: the environment, then `.env`. Stops with a sentence when they will not do. */
export function productionSettings(): Env {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  let settings: Env;
  try {
    settings = parseEnv(process.env);
  } catch (error) {
    throw new Stop(`Countersign cannot start: ${error instanceof Error ? error.message : error}`);
  }
  const weakness = weaknessOf(settings.NEXTAUTH_SECRET);
  if (!weakness) return settings;
  throw new Stop(
    `Countersign cannot start: NEXTAUTH_SECRET ${weakness} (set it to 32 random bytes, for example from \`openssl rand -base64 32\`).`,
  );
}

/** Why sessions signed with this secret could be forged; undefined when nothing speaks against it. */
export function weaknessOf(secret: string): string | undefined {
  if (secret.startsWith("demo-")) return "is the one of a demo";
  if (secret.length < 32) return `has ${secret.length} characters where 32 are the least`;
  if (new Set(secret).size < 12 || /^(.{1,8})\1+.{0,8}$/.test(secret))
    return "repeats itself and can be guessed";
  if (/change.?me|example|password|your.?secret|only-for-tests|0123456789|abcdefgh/i.test(secret)) {
    return "is an example that others know";
  }
  return undefined;
}
