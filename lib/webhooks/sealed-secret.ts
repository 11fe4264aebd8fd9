import { randomBytes } from "node:crypto";
import { encryptionKey } from "@/lib/deploy/host";
import type { OrganizationId, WebhookId } from "@/lib/kernel/ids";
import { openText, type Seal, sealText } from "@/lib/kernel/sealed-text";
import { secretPrefix } from "./signature";

interface Owner {
  organizationId: OrganizationId;
  id: WebhookId;
}

function sealOf({ organizationId, id }: Owner): Seal {
  return { key: encryptionKey(), purpose: "countersign/webhook-secret/v1", place: [organizationId, id] };
}

/** A new secret: `secret` is shown once, `sealed` is stored. 32 random bytes, in the form of Standard Webhooks. */
export function newSecret(owner: Owner): { secret: string; sealed: string } {
  const secret = `${secretPrefix}${randomBytes(32).toString("base64")}`;
  return { secret, sealed: sealText(sealOf(owner), secret) };
}

/** The secret, or a sentence for people that says why it cannot be read. */
export function openSecret(owner: Owner, sealed: string): { secret: string } | { unreadable: string } {
  const opened = openText(sealOf(owner), sealed);
  if ("text" in opened) return { secret: opened.text };
  const why =
    opened.unreadable === "key"
      ? "was encrypted with another ENCRYPTION_KEY"
      : "is damaged or of another webhook";
  return { unreadable: `The stored secret ${why}. Make a new webhook and turn this one off.` };
}
