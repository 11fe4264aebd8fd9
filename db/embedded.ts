import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { stopLeftover } from "./embedded-leftover.ts";
import { type Account, binariesFor, databaseAccount, folderFor, placeFor } from "./embedded-place.ts";

const run = promisify(execFile);

export interface EmbeddedDatabase {
  /** Address of one database of this server, for a superuser. */
  url(database: string): string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where the cluster should be; elsewhere when PostgreSQL's account cannot enter there (embedded-place). */
  directory: string;
  /** False for throw-away clusters: nothing is synced to disk. */
  durable: boolean;
}

/**
 * Starts the PostgreSQL that comes with the npm packages, on a free port of 127.0.0.1, making the cluster when there
 * is none and stopping one that a killed process left behind. The caller holds the lock of `directory`.
 */
export async function startEmbedded({ directory, durable }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const account = await databaseAccount();
  const [binaries, place] = await Promise.all([binariesFor(account), placeFor(directory, account)]);
  const data = join(place, "data");
  await folderFor(account, place);
  await stopLeftover(data);
  const password = await clusterPassword(place, data, binaries, account);
  const port = await freePort();
  const server = await launch(
    join(binaries, "bin", "postgres"),
    ["-D", data, "-p", String(port), ...settings(durable)],
    account,
  );
  return {
    url: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop: () => stop(server, data),
  };
}

/** Removes the cluster of `directory`, which must not run. */
export async function removeEmbedded(directory: string): Promise<void> {
  const place = await placeFor(directory, await databaseAccount());
  await stopLeftover(join(place, "data"));
  for (const folder of [place, directory]) await rm(folder, { recursive: true, force: true });
}

/** Makes the cluster on first use. The password file is written last: without it a half-made cluster is made anew. */
async function clusterPassword(
  place: string,
  data: string,
  binaries: string,
  account: Account,
): Promise<string> {
  const file = join(place, "password");
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known) return known;
  await rm(data, { recursive: true, force: true });
  const password = randomBytes(24).toString("hex");
  const handover = join(place, "password.new");
  await writeFile(handover, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(handover, account.uid, account.gid);
  await run(
    join(binaries, "bin", "initdb"),
    [
      `--pgdata=${data}`,
      `--pwfile=${handover}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--no-sync",
    ],
    { ...account, cwd: place, env: surroundings },
  );
  await rm(handover);
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

// Next makes NODE_ENV part of every environment's type.
const surroundings: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};

function settings(durable: boolean): string[] {
  const common = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "logging_collector=off",
  ];
  const careless = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_wal_size=4GB",
    "autovacuum_naptime=1h",
  ];
  return [...common, ...(durable ? [] : careless)].flatMap((setting) => ["-c", setting]);
}

/**
 * PostgreSQL runs under a shell that holds a pipe from us: when we end, however we end (kill -9 too), the pipe closes
 * and the shell ends PostgreSQL. In a group of its own, so that Ctrl-C reaches us first and the order stays ours.
 */
const keeper =
  'exec 3<&0; "$@" </dev/null 3<&- & server=$!; (cat <&3 >/dev/null; kill -INT $server) 2>/dev/null & exec 3<&- </dev/null; wait $server';

async function launch(command: string, args: string[], account: Account): Promise<ChildProcess> {
  const child = spawn("/bin/sh", ["-c", keeper, "keeper", command, ...args], {
    ...account,
    cwd: "/",
    env: surroundings,
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes("database system is ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
  return child;
}

/** Fast shutdown, immediate after 3 seconds. Resolves when the process is gone. */
async function stop(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin?.end();
  const impatient = setTimeout(() => void stopLeftover(data), 3000);
  await gone;
  clearTimeout(impatient);
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
