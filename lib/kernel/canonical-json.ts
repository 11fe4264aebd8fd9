import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { invariant } from "./invariant";

/** RFC 8785 (JCS): the one spelling of a JSON value that hashes are taken over. Throws on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  invariant(text !== undefined, "only JSON values have a canonical form");
  return text;
}

/** `sha256:` and 64 hexadecimal digits, over the canonical form. */
export function contentHash(value: unknown): string {
  return `sha256:${hash("sha256", canonicalJson(value))}`;
}
