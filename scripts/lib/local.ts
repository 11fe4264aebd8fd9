import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { removeEmbedded, startEmbedded } from "../../db/embedded.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { capture, root, stopCaptured } from "./children.ts";
import { onClose } from "./closing.ts";
import { takeLock } from "./lock.ts";
import { Stop, stage } from "./stages.ts";

export interface Local {
  /** Everything that the server, the worker and the seed read from their environment, but address and port. */
  env: Record<string, string>;
  folder: string;
  /** What the seed says to whoever starts: people to sign in as, the pipeline's token. */
  lines: string[];
  /** Tells the next one who tries where we are. */
  announce(address: string): void;
}

/**
 * The installation of this checkout under `.data/`: one owner, an embedded database, migrated, and seeded when it is
 * new. Everything is stopped again by `closeAll`.
 */
export async function startLocal({ reset }: { reset: boolean }): Promise<Local> {
  const folder = resolve(root, process.env.COUNTERSIGN_DATA_DIR || ".data");
  const lock = await takeLock(join(folder, "lock"), "Countersign");
  onClose(() => lock.release());
  onClose(() => stopCaptured());
  const cluster = join(folder, "postgres");
  if (reset) await stage("Removing the old data", () => removeData(folder, cluster));
  const env = {
    ...secrets(folder),
    COUNTERSIGN_DEMO: "1",
    ALLOW_LOCAL_GIT: "1",
    COUNTERSIGN_DATA_DIR: folder,
  };
  const server = await stage("Starting PostgreSQL", () =>
    startEmbedded({ directory: cluster, durable: true }),
  );
  onClose(() => server.stop());
  const url = server.url("countersign");
  const known = seedOf(folder, url);
  const isNew = await stage("Migrating", async () => {
    const created = await createDatabase(server.url("postgres"), known !== undefined);
    await migrateDatabase(url);
    return created;
  });
  const lines = known && !isNew ? known : await stage("Seeding", () => seed(folder, url, env));
  return { env: { ...env, DATABASE_URL: url }, folder, lines, announce: (address) => lock.note(address) };
}

async function removeData(folder: string, cluster: string): Promise<void> {
  await removeEmbedded(cluster);
  for (const name of readdirSync(folder)) {
    if (name !== "lock") rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Made once and kept, so that sessions and stored credentials outlive a restart. `npm start` refuses them. */
function secrets(folder: string): { NEXTAUTH_SECRET: string; ENCRYPTION_KEY: string } {
  const file = join(folder, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const made = {
    NEXTAUTH_SECRET: `demo-${randomBytes(32).toString("base64url")}`,
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** The seed is done when its file is there and was written for this cluster, whose password is its own. */
function seedOf(folder: string, url: string): string[] | undefined {
  try {
    const found = JSON.parse(readFileSync(join(folder, "seed.json"), "utf8")) as {
      cluster: string;
      lines: string[];
    };
    return found.cluster === new URL(url).password ? found.lines : undefined;
  } catch {
    return undefined;
  }
}

/** A database whose seed did not get to its end is made anew. Answers whether there was none. */
async function createDatabase(serverUrl: string, keep: boolean): Promise<boolean> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    if (!keep) await client.query("drop database if exists countersign with (force)");
    const found = await client.query("select 1 from pg_database where datname = 'countersign'");
    if (found.rowCount === 0) await client.query("create database countersign");
    return found.rowCount === 0;
  } finally {
    await client.end();
  }
}

async function seed(folder: string, url: string, env: Record<string, string>): Promise<string[]> {
  const answer = join(folder, "seed.new.json");
  mkdirSync(folder, { recursive: true });
  const { code, output } = await capture("tsx", ["scripts/seed.ts", answer], {
    env: { ...env, DATABASE_URL: url, NEXTAUTH_URL: "http://localhost:3000" },
  });
  if (code !== 0) throw new Stop(`The seed failed:\n${output}`);
  const { lines } = JSON.parse(readFileSync(answer, "utf8")) as { lines: string[] };
  rmSync(answer);
  writeFileSync(join(folder, "seed.json"), JSON.stringify({ cluster: new URL(url).password, lines }), {
    mode: 0o600,
  });
  return lines;
}
