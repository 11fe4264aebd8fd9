import { createHmac } from "node:crypto";

/** What secrets start with, so that one found somewhere says what it is. */
export const secretPrefix = "whsec_";

/**
 * The headers of a message by Standard Webhooks: its id, the seconds of this attempt, and the HMAC-SHA256 of both with
 * the body, under the bytes that the secret spells in base64.
 */
export function signedHeaders(secret: string, id: string, at: Date, body: string) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(secretPrefix.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
