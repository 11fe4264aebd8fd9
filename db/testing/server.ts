import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { removeEmbedded, startEmbedded } from "../embedded.ts";
import { migrateDatabase } from "../migrate.ts";

export interface TestServer {
  /** Address of the migrated database that throw-away databases are cloned from. Nobody may stay connected to it. */
  templateUrl: string;
  stop(): Promise<void>;
}

/**
 * A server for one test run: the one of `DATABASE_URL` when set, else an embedded one in a temporary folder. On it a
 * template with a name of its own, migrated once.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.DATABASE_URL;
  if (given) {
    const templateUrl = await makeTemplate(given);
    return { templateUrl, stop: () => dropDatabase(templateUrl) };
  }
  const directory = await mkdtemp(join(tmpdir(), "countersign-test-"));
  const server = await startEmbedded({ directory, durable: false });
  return {
    templateUrl: await makeTemplate(server.url("postgres")),
    stop: async () => {
      await server.stop();
      await removeEmbedded(directory);
    },
  };
}

async function makeTemplate(serverUrl: string): Promise<string> {
  const templateUrl = withDatabase(serverUrl, `countersign_template_${randomBytes(6).toString("hex")}`);
  await command(
    serverUrl,
    `create database "${databaseName(templateUrl)}" template template0 encoding 'UTF8'`,
  );
  await migrateDatabase(templateUrl);
  return templateUrl;
}

/** Copies the template into a new database and returns its address. About 50 ms. */
export async function cloneDatabase(templateUrl: string): Promise<string> {
  const url = withDatabase(templateUrl, `countersign_test_${randomBytes(8).toString("hex")}`);
  await command(
    templateUrl,
    `create database "${databaseName(url)}" template "${databaseName(templateUrl)}"`,
  );
  return url;
}

/** An empty database, not even migrated: what `npm start` meets on an operator's first day. */
export async function emptyDatabase(templateUrl: string): Promise<string> {
  const url = withDatabase(templateUrl, `countersign_test_${randomBytes(8).toString("hex")}`);
  await command(templateUrl, `create database "${databaseName(url)}" template template0 encoding 'UTF8'`);
  return url;
}

/** Ends whoever is still connected. */
export async function dropDatabase(url: string): Promise<void> {
  await command(url, `drop database if exists "${databaseName(url)}" with (force)`);
}

/** Runs on the server's `postgres` database, so that the one concerned has no connection. */
async function command(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}

function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
