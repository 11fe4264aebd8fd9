import type { Transaction } from "@/db/client";
import type { Actor } from "@/lib/kernel/actor";
import type { EventId, OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { newId } from "@/lib/kernel/new-id";
import { eventHash } from "./chain";
import { appendEvent, lockChain } from "./store";

/** What an administrator did: `type` in the past tense (`workflow.enabled`), `data` with before and after where it changes something. */
export interface AuditEntry {
  organizationId: OrganizationId;
  type: string;
  actor: Actor;
  at: Date;
  data: Record<string, unknown>;
}

/** Adds one event to the organization's chain, in the transaction of the change that it tells of. Answers its id. */
export async function recordAudit(
  tx: Transaction,
  { organizationId, type, actor, at, data }: AuditEntry,
): Promise<EventId> {
  const end = await lockChain(tx, organizationId);
  invariant(end, "an audit event belongs to an organization");
  const event = { type, actor, at, data, sequence: end.sequence + 1, previousHash: end.hash };
  const hash = eventHash({ ...event, organization: organizationId, request: null });
  const id = newId("evt");
  await appendEvent(tx, { ...event, id, organizationId, hash });
  return id;
}
