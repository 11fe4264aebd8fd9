import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type FileMail, mailDirectory } from "./mailers/file";

/** A mail as read back; `name` is what `readFileMail` finds it by, safe in a URL. */
export type InboxMail = FileMail & { name: string };

/** The newest mails of the file mailer, newest first; an empty list before the first mail. */
export async function listFileMails(dataDirectory: string, limit = 200): Promise<InboxMail[]> {
  const directory = mailDirectory(dataDirectory);
  const names = (await ifThere(readdir(directory))) ?? [];
  const written = await Promise.all(
    names
      .filter((name) => !name.startsWith(".") && name.endsWith(".json"))
      .map(async (name) => ({ name, at: (await stat(join(directory, name))).mtimeMs })),
  );
  written.sort((a, b) => b.at - a.at || a.name.localeCompare(b.name));
  const mails = await Promise.all(
    written.slice(0, limit).map(({ name }) => read(directory, name.slice(0, -".json".length))),
  );
  return mails.filter((mail) => mail !== null).sort((a, b) => b.at.localeCompare(a.at));
}

/** One mail by its name, which may come from a URL; null when there is none. */
export async function readFileMail(dataDirectory: string, name: string): Promise<InboxMail | null> {
  if (!/^[\w-]{1,100}$/.test(name)) return null;
  return read(mailDirectory(dataDirectory), name);
}

async function read(directory: string, name: string): Promise<InboxMail | null> {
  const content = await ifThere(readFile(join(directory, `${name}.json`), "utf8"));
  return content === null ? null : { ...(JSON.parse(content) as FileMail), name };
}

/** Null where the file or folder is not there (not yet, or the demo was started over meanwhile). */
async function ifThere<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
