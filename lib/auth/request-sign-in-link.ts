import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { type Mailer, mailer } from "@/lib/notifications/mailer";
import { renderMail } from "@/lib/notifications/render";
import { newOneTimeToken } from "./one-time-token";
import { insertLink, isExpected, lockLinksOf } from "./store-links";
import { safePath } from "./way-back";

const validMinutes = 10;
const mostPerAddress = 3;
const windowSeconds = 15 * 60;

/**
 * Mails a sign-in link to a member's address, at most three in 15 minutes. Answers nothing, so that nobody learns whether
 * an address is known; the doorway calls it after it has answered, so that not even the time tells. Throws MailError.
 */
export async function requestSignInLink(
  db: Database,
  { email: typed, wayBack }: { email: string; wayBack: string },
  send: Mailer = mailer(),
): Promise<void> {
  const email = typed.trim().toLowerCase();
  const { token, tokenHash } = newOneTimeToken();
  const isMade = await db.transaction(async (tx) => {
    if ((await lockLinksOf(tx, email, windowSeconds)) >= mostPerAddress) return false;
    if (!(await isExpected(tx, email))) return false;
    await insertLink(tx, { tokenHash, email, minutes: validMinutes });
    return true;
  });
  if (!isMade) return;
  const url = new URL("/sign-in/link", env().NEXTAUTH_URL);
  url.searchParams.set("token", token);
  if (safePath(wayBack) !== "/") url.searchParams.set("callbackUrl", safePath(wayBack));
  const { host } = url;
  const validFor = `${validMinutes} minutes`;
  const mail = await renderMail({
    template: "sign-in-link",
    props: { email, host, validFor, url: url.toString() },
  });
  await send.send({ ...mail, key: `sign-in-link-${tokenHash}`, to: { name: email, email } });
}
