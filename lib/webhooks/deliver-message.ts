import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { readClock } from "@/lib/directory/store";
import { systemActor } from "@/lib/kernel/actor";
import type { EffectId, EventId, OrganizationId, WebhookId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { composeMessage } from "./compose-message";
import { nextAttemptAt } from "./core/schedule";
import { receiverPolicy } from "./policy";
import { type Answer, postMessage } from "./post-message";
import { openSecret } from "./sealed-secret";
import { signedHeaders } from "./signature";
import { countAttempts, findWebhook, insertAttempt, setDisabled } from "./store";

interface Promised {
  id: EffectId;
  organizationId: OrganizationId;
  eventId: EventId;
  recipient: string;
  payload: unknown;
}

type Webhook = NonNullable<Awaited<ReturnType<typeof findWebhook>>>;

/**
 * One attempt to deliver a message (Standard Webhooks): 2xx is delivered, 410 turns the webhook off, anything else is
 * tried again by the schedule. A process that dies in between leaves the same message, with the same id, to be sent again.
 */
export async function deliverMessage(
  db: Database,
  effect: Promised,
  signal: AbortSignal,
): Promise<string | null | { againAt: Date }> {
  const webhook = await findWebhook(db, effect.organizationId, effect.recipient as WebhookId);
  invariant(webhook, "a message's webhook exists");
  if (webhook.disabledAt) return "The webhook is off.";
  const at = new Date();
  const answer = await attempted(db, webhook, effect, at, signal);
  const attempt = (await countAttempts(db, effect)) + 1;
  const result = resultOf(answer, attempt);
  const againAt = typeof result === "object" ? (result?.againAt ?? null) : null;
  await insertAttempt(db, {
    organizationId: effect.organizationId,
    effectId: effect.id,
    attempt,
    at,
    durationMs: Date.now() - at.getTime(),
    delivered: result === null,
    status: "status" in answer ? answer.status : null,
    answer: "status" in answer ? answer.text : null,
    error: "error" in answer ? answer.error : null,
    againAt,
  });
  if ("status" in answer && answer.status === 410) await turnOff(db, webhook);
  return result;
}

async function attempted(
  db: Database,
  webhook: Webhook,
  effect: Promised,
  at: Date,
  signal: AbortSignal,
): Promise<Answer> {
  const opened = openSecret(webhook, webhook.secret);
  if ("unreadable" in opened) return { error: opened.unreadable };
  const body = JSON.stringify(await composeMessage(db, webhook.organization, effect));
  const headers = {
    "content-type": "application/json",
    "user-agent": "Countersign-Webhooks/1",
    ...signedHeaders(opened.secret, effect.eventId, at, body),
  };
  return postMessage({ url: webhook.url, headers, body }, { policy: receiverPolicy(), signal });
}

/** Null: delivered. A sentence: never will be, by itself. */
function resultOf(answer: Answer, attempt: number): string | null | { againAt: Date } {
  if ("status" in answer && answer.status >= 200 && answer.status < 300) return null;
  if ("status" in answer && answer.status === 410) return gone;
  const againAt = nextAttemptAt(attempt, new Date());
  if (againAt) return { againAt };
  return `Given up after ${attempt} attempts: ${"error" in answer ? answer.error : `the receiver answered ${answer.status}.`}`;
}

const gone = "The receiver answered 410 Gone: it wants no more messages.";

async function turnOff(db: Database, { organizationId, id, url }: Webhook): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await setDisabled(tx, organizationId, id, gone))) return;
    const data = { webhook: id, receiver: new URL(url).origin, reason: gone };
    const at = await readClock(tx);
    await recordAudit(tx, { organizationId, type: "webhook.disabled", actor: systemActor, at, data });
  });
}
