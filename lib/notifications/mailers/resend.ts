import { type ErrorResponse, Resend } from "resend";
import { automaticHeaders, headerText, withSafeHeaders } from "../header-text";
import { MailError } from "../mail-error";
import type { Mail, Mailer } from "../mailer";

type ResendSettings = { apiKey: string; baseUrl?: string | undefined; from: string; timeoutMs?: number };

/** Resend's API. It keeps a key for 24 h and takes a mail once per key. */
export function resendMailer(settings: ResendSettings): Mailer {
  const { apiKey, baseUrl, from, timeoutMs = 15_000 } = settings;
  const client = new Resend(apiKey, baseUrl ? { baseUrl } : {});
  return {
    name: "resend",
    async send(mail) {
      const { key, to, subject, html, text } = withSafeHeaders(mail);
      const { error } = await client.emails.send(
        { from, to: mailbox(to), subject, html, text, headers: automaticHeaders },
        { idempotencyKey: key, signal: AbortSignal.timeout(timeoutMs) },
      );
      if (error)
        throw new MailError(`Resend: ${error.name}: ${error.message}`, { retriable: retriable(error) });
    },
  };
}

function mailbox({ name, email }: Mail["to"]): string {
  const plain = headerText(name.replace(/["\\<>]/g, ""));
  return plain === "" ? email : `"${plain}" <${email}>`;
}

/**
 * Permanent is what this very mail will meet again: refused content, or a key that was used for other content.
 * 401 and 403 are not: the API key or the sender's domain is the operator's to mend, and the mail then goes out.
 */
function retriable({ statusCode, name }: ErrorResponse): boolean {
  if (name === "invalid_idempotent_request") return false;
  return statusCode === null || ![400, 404, 405, 413, 422].includes(statusCode);
}
