import { database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import type { WebhookId } from "@/lib/kernel/ids";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type DeliveryView, deliveriesOf, type WebhookView, webhooksOf } from "./views";
import { barredFromWebhooks } from "./webhook-rights";

/** The organization's webhooks, newest first, also those that are off. Their secrets are never told again. */
export async function loadWebhooks(caller: Caller, input: PageInput): Promise<Result<Page<WebhookView>>> {
  return page(caller, input, (window) => webhooksOf(database(), caller.organizationId, window));
}

export async function loadWebhook(caller: Caller, { id }: { id: string }): Promise<Result<WebhookView>> {
  const barred = barredFromWebhooks(caller);
  if (barred) return refused(barred);
  const [view] = await webhooksOf(database(), caller.organizationId, { take: 1, id });
  return view ? ok(view) : refused(refusal("not_found"));
}

/** What a webhook was told, newest first, with every attempt. */
export async function loadDeliveries(
  caller: Caller,
  { id, ...input }: PageInput & { id: string },
): Promise<Result<Page<DeliveryView>>> {
  const webhook = await loadWebhook(caller, { id });
  if (!webhook.ok) return webhook;
  return page(caller, input, (window) =>
    deliveriesOf(database(), caller.organizationId, id as WebhookId, window),
  );
}

async function page<T extends { id: string }>(
  caller: Caller,
  { cursor, limit }: PageInput,
  read: (window: { before: string | null; take: number }) => Promise<T[]>,
): Promise<Result<Page<T>>> {
  const barred = barredFromWebhooks(caller);
  if (barred) return refused(barred);
  const before = cursor === undefined ? [null] : readCursor(cursor, ["string"]);
  if (!before) return refused(badCursor);
  return ok(pageOf(await read({ before: before[0], take: limit + 1 }), limit, (row) => [row.id]));
}
