import { createHmac, hash, randomBytes } from "node:crypto";

/** A secret for a link: 256 random bits. The database keeps its hash only. */
export function newOneTimeToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: tokenHash(token) };
}

/**
 * A link's secret that comes out the same however often the same mail is written: a mail sent again after a crash must
 * say what it said before. Nobody without the server's secret can tell it from random.
 */
export function derivedOneTimeToken(secret: string, key: string): { token: string; tokenHash: string } {
  const token = createHmac("sha256", secret).update(`one-time token ${key}`).digest("base64url");
  return { token, tokenHash: tokenHash(token) };
}

/** SHA-256 suffices for what is random: there is nothing to guess. */
export function tokenHash(token: string): string {
  return hash("sha256", token);
}
