import { hash } from "node:crypto";
import type { Actor } from "@/lib/kernel/actor";
import { canonicalJson } from "@/lib/kernel/canonical-json";
import type { RequestId } from "@/lib/kernel/ids";

/** Where a chain ends: the last link's number and hash. */
export interface ChainEnd {
  sequence: number;
  hash: string;
}

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
  return hashOf({ ...event, at: at.toISOString() });
}

/** Where a request's chain ended when a root was made. */
export type Head = [request: RequestId, lastSequence: number, lastHash: string];

export interface ChainedRoot {
  organization: string;
  sequence: number;
  previousHash: string;
  at: Date;
  /** The end of the organization's own chain. */
  audit: ChainEnd;
  /** Of the requests that had events since the root before, by id. */
  heads: Head[];
}

/** What links a root to the one before it: as for events, so that all roots together stand for the end of every chain. */
export function rootHash({ at, ...root }: ChainedRoot): string {
  return hashOf({ ...root, at: at.toISOString() });
}

function hashOf(link: object): string {
  return hash("sha256", canonicalJson({ v: 1, ...link }));
}
