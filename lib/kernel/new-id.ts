import { randomUUID } from "node:crypto";
import type { IdPrefixes } from "./ids";

/**
 * A new id: prefix, milliseconds, 80 random bits, all hexadecimal. Ordered by time so that inserts stay at the end of
 * an index. The shell makes ids and hands them to the core, which knows no randomness.
 */
export function newId<P extends keyof IdPrefixes>(prefix: P): IdPrefixes[P] {
  const time = Date.now().toString(16).padStart(12, "0");
  // A UUID is the quickest source of random bits; those in its middle say its version and variant, and are left out.
  const uuid = randomUUID();
  return `${prefix}_${time}${uuid.slice(0, 8)}${uuid.slice(24)}` as IdPrefixes[P];
}
