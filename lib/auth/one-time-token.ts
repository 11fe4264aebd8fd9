import { createHash, randomBytes } from "node:crypto";

/** A secret for a link: 256 random bits. The database keeps its hash only. */
export function newOneTimeToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: tokenHash(token) };
}

/** SHA-256 suffices for what is random: there is nothing to guess. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
