import { createTransport, type Transporter } from "nodemailer";
import { automaticHeaders, keyName, withSafeHeaders } from "../header-text";
import { MailError } from "../mail-error";
import type { Mailer } from "../mailer";

type SmtpSettings = { url: string; from: string; messageIdHost: string; timeoutMs?: number };

/**
 * SMTP at `url` (smtp: or smtps:, with user and password if any). At least once: a repeat carries the same
 * Message-ID, by which mailboxes recognise it.
 */
export function smtpMailer(settings: SmtpSettings): Mailer {
  const { url, from, messageIdHost, timeoutMs = 20_000 } = settings;
  return {
    name: "smtp",
    async send(mail) {
      const { key, to, subject, html, text } = withSafeHeaders(mail);
      try {
        await connections(url, timeoutMs).sendMail({
          from,
          to: { name: to.name, address: to.email },
          subject,
          html,
          text,
          messageId: `<${keyName(key)}@${messageIdHost}>`,
          headers: automaticHeaders,
        });
      } catch (error) {
        throw new MailError(`SMTP: ${(error as Error).message}`, {
          retriable: retriable(error),
          cause: error,
        });
      }
    },
  };
}

/** Closes what is open, so that a process can end. The next mail opens anew. */
export function closeSmtpConnections(): void {
  for (const pool of pools().values()) pool.close();
  pools().clear();
}

const symbol = Symbol.for("countersign.smtp");

// On globalThis: this module is loaded several times in the production server, the connections are wanted once.
function pools(): Map<string, Transporter> {
  const holder = globalThis as { [symbol]?: Map<string, Transporter> };
  holder[symbol] ??= new Map();
  return holder[symbol];
}

function connections(url: string, timeoutMs: number): Transporter {
  const open = pools().get(url);
  if (open) return open;
  const pool = createTransport(withOptions(url, timeoutMs));
  pools().set(url, pool);
  return pool;
}

/** As the URL's query: beside a URL, nodemailer silently drops options that are passed as an object. */
function withOptions(url: string, timeoutMs: number): string {
  const address = new URL(url);
  const options = {
    pool: true,
    maxConnections: 2,
    // Repeating is the job runner's business: nodemailer would try for ever when connections keep closing.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  for (const [name, value] of Object.entries(options)) address.searchParams.set(name, String(value));
  return address.href;
}

/**
 * Permanent is only a 5xx answer to this recipient or this content. A refused login or sender is the operator's to
 * mend, 4xx is the server's own "later", and without an answer there was no decision.
 */
function retriable(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  return !(
    responseCode !== undefined &&
    responseCode >= 500 &&
    (command === "RCPT TO" || command === "DATA")
  );
}
