import { createHash } from "node:crypto";
import type { Actor } from "@/lib/kernel/actor";
import { canonicalJson } from "@/lib/kernel/canonical-json";

export const genesisHash = "0".repeat(64);

export interface ChainedEvent {
  organization: string;
  /** The request's id; `null` in the organization's own chain. */
  request: string | null;
  sequence: number;
  previousHash: string;
  type: string;
  actor: Actor;
  at: Date;
  data: unknown;
}

/** What links an event to the one before it (engine.md, rule 13): SHA-256 over the canonical JSON, in hexadecimal. */
export function eventHash({ at, ...event }: ChainedEvent): string {
  const text = canonicalJson({ v: 1, ...event, at: at.toISOString() });
  return createHash("sha256").update(text).digest("hex");
}
