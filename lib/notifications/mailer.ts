import { env } from "@/lib/env";
import { fileMailer } from "./mailers/file";
import { resendMailer } from "./mailers/resend";
import { smtpMailer } from "./mailers/smtp";

export type Mail = {
  /** Stable over retries (the effect's id): a receiver that knows keys takes each one once. */
  key: string;
  to: { name: string; email: string };
  subject: string;
  html: string;
  text: string;
};

/** Where mails go. `send` resolves when the other side has taken the mail, and throws a MailError when it has not. */
export interface Mailer {
  name: string;
  send(mail: Mail): Promise<void>;
}

export type MailerSettings = {
  resendApiKey?: string | undefined;
  resendBaseUrl?: string | undefined;
  smtpUrl?: string | undefined;
  /** "Countersign <approvals@example.com>" */
  from: string;
  dataDirectory: string;
  /** The address people reach us at; its host names our Message-IDs. */
  publicUrl: string;
};

/** Resend where there is a key, else SMTP where there is a URL, else files. */
export function chooseMailer(settings: MailerSettings): Mailer {
  const { resendApiKey, resendBaseUrl, smtpUrl, from, dataDirectory, publicUrl } = settings;
  if (resendApiKey) return resendMailer({ apiKey: resendApiKey, baseUrl: resendBaseUrl, from });
  if (smtpUrl) return smtpMailer({ url: smtpUrl, from, messageIdHost: new URL(publicUrl).hostname });
  return fileMailer({ dataDirectory });
}

/** The mailer of this process, by its environment. */
export function mailer(): Mailer {
  const { RESEND_API_KEY, RESEND_BASE_URL, SMTP_URL, MAIL_FROM, COUNTERSIGN_DATA_DIR, NEXTAUTH_URL } = env();
  return chooseMailer({
    resendApiKey: RESEND_API_KEY,
    resendBaseUrl: RESEND_BASE_URL,
    smtpUrl: SMTP_URL,
    from: MAIL_FROM,
    dataDirectory: COUNTERSIGN_DATA_DIR,
    publicUrl: NEXTAUTH_URL,
  });
}
