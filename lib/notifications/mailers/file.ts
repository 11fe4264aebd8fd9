import { randomUUID } from "node:crypto";
import { link, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@/lib/kernel/clock";
import { keyName, withSafeHeaders } from "../header-text";
import type { Mailer } from "../mailer";

/** What a file holds. `at` is ISO 8601 in UTC. */
export type FileMail = {
  key: string;
  at: string;
  to: { name: string; email: string };
  subject: string;
  html: string;
  text: string;
};

export function mailDirectory(dataDirectory: string): string {
  return join(dataDirectory, "mail");
}

/** Mails as files, one per key, for demo and development. Exactly once: a repeated key changes nothing. */
export function fileMailer(settings: { dataDirectory: string; now?: Clock }): Mailer {
  const directory = mailDirectory(settings.dataDirectory);
  const now = settings.now ?? (() => new Date());
  return {
    name: "file",
    async send(mail) {
      const { key, to, subject, html, text } = withSafeHeaders(mail);
      const content: FileMail = { key, at: now().toISOString(), to, subject, html, text };
      await mkdir(settings.dataDirectory, { recursive: true });
      // Sign-in links are in there: for the owner's eyes only.
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeOnce(directory, `${keyName(key)}.json`, JSON.stringify(content, null, 2));
    },
  };
}

/** A link is made whole or not at all and never replaces: readers see no half file, and a repeat loses. */
async function writeOnce(directory: string, name: string, content: string): Promise<void> {
  const temporary = join(/*turbopackIgnore: true*/ directory, `.${name}.${randomUUID()}`);
  try {
    await writeFile(temporary, content, { flag: "wx", mode: 0o600, flush: true });
    await link(temporary, join(directory, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}
