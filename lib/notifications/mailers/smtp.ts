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
  const options = {
    ...smtpConnection(url),
    pool: true as const,
    maxConnections: 2,
    // Repeating is the job runner's business: nodemailer would try for ever when connections keep closing
    // (the option is missing in its types).
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const pool = createTransport(options);
  pools().set(url, pool);
  return pool;
}

/**
 * What SMTP_URL means. A password leaves this machine only under TLS, unless the URL ends in `?ignoreTLS=true`: an
 * attacker between could else strip STARTTLS. (Given a URL, nodemailer drops all other options: so it gets parts.)
 */
export function smtpConnection(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const ignoreTLS = searchParams.get("ignoreTLS") === "true";
  const loopback = host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);
  return {
    host,
    ...(port && { port: Number(port) }),
    secure: protocol === "smtps:",
    ignoreTLS,
    requireTLS: searchParams.get("requireTLS") === "true" || (username !== "" && !loopback && !ignoreTLS),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
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
