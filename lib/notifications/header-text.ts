import { createHash } from "node:crypto";
import { MailError } from "./mail-error";
import type { Mail } from "./mailer";

// Control characters end a header line (CR, LF); the bidirectional marks make a name read as something it is not.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** People's text made fit for a header: one line, visible characters only, at most `limit` characters. */
export function headerText(value: string, limit = 200): string {
  const line = value.toWellFormed().replace(unprintable, " ").replace(/\s+/gu, " ").trim();
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("")}…`;
}

// Narrower than RFC 5321 on purpose: no quoted local parts, no comments, one address only.
const plainAddress = /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}@<>()[\]\\,;:"]{1,253}$/u;

/** The mail with safe headers. Throws a permanent MailError when the address is not one plain address. */
export function withSafeHeaders(mail: Mail): Mail {
  if (!plainAddress.test(mail.to.email)) {
    throw new MailError(`not an e-mail address: ${JSON.stringify(mail.to.email)}`, { retriable: false });
  }
  return {
    ...mail,
    to: { name: headerText(mail.to.name, 100), email: mail.to.email },
    subject: headerText(mail.subject),
  };
}

/** The key itself where it can stand in a file name and a Message-ID, else its hash. Same key, same answer. */
export function keyName(key: string): string {
  return /^[\w-]{1,100}$/.test(key) ? key : createHash("sha256").update(key).digest("hex");
}

/** These mails come from a program: no out-of-office answers, please (RFC 3834, and Exchange's own header). */
export const automaticHeaders = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
