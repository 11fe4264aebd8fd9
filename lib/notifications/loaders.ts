import { env } from "@/lib/env";
import { type InboxMail, listFileMails, readFileMail } from "./read-file-mail";

/** The demo's mails, newest first. */
export async function loadInbox(): Promise<InboxMail[]> {
  return listFileMails(env().COUNTERSIGN_DATA_DIR);
}

/** One of them; null when there is none of that name. */
export async function loadInboxMail(name: string): Promise<InboxMail | null> {
  return readFileMail(env().COUNTERSIGN_DATA_DIR, name);
}
