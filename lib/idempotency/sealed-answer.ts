import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { canonicalJson } from "@/lib/kernel/canonical-json";
import { invariant } from "@/lib/kernel/invariant";

/**
 * Bodies and answers may hold what is shown once or never (a new token, a credential). The keys come from the bearer
 * token, of which the database has only a hash: who reads the table reads nothing, and whoever repeats a call brings the
 * token along.
 */
function derive(token: string, purpose: "body" | "answer"): Buffer {
  return Buffer.from(hkdfSync("sha256", token, "", `countersign idempotency ${purpose}`, 32));
}

/** The same for the same JSON value, however it was spelled. */
export function bodyHash(token: string, body: unknown): string {
  return createHmac("sha256", derive(token, "body")).update(canonicalJson(body)).digest("hex");
}

/** AES-256-GCM with a random nonce: nonce, ciphertext and tag in base64url. */
export function sealAnswer(token: string, answer: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", derive(token, "answer"), nonce);
  const parts = [nonce, cipher.update(answer, "utf8"), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString("base64url");
}

/** Throws when it was sealed with another token or changed since. */
export function openAnswer(token: string, sealed: string): string {
  const data = Buffer.from(sealed, "base64url");
  invariant(data.length >= 28, "a sealed answer has a nonce and a tag");
  const decipher = createDecipheriv("aes-256-gcm", derive(token, "answer"), data.subarray(0, 12), {
    authTagLength: 16,
  }).setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]).toString("utf8");
}
