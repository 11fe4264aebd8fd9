import type { Database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { wakeDrainer } from "@/lib/jobs/wake";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { promiseAgain } from "./store";
import { type DeliveryView, deliveriesOf, webhooksOf } from "./views";
import { barredFromWebhooks } from "./webhook-rights";

const isOff = refusal("invalid_input", { detail: "The webhook is off. Turn it on, then redeliver." });

/** Sends a message again, now, whatever became of it: a new attempt under the same `webhook-id`. */
export async function redeliverMessage(
  db: Database,
  caller: Caller,
  { id, delivery }: { id: string; delivery: string },
): Promise<Result<DeliveryView>> {
  const barred = barredFromWebhooks(caller);
  if (barred) return refused(barred);
  const { organizationId } = caller;
  const result = await db.transaction(async (tx) => {
    const [webhook] = await webhooksOf(tx, organizationId, { take: 1, id });
    const one = { take: 1, id: delivery };
    const [before] = webhook ? await deliveriesOf(tx, organizationId, webhook.id, one) : [];
    if (!webhook || !before) return refused(refusal("not_found"));
    if (webhook.disabledAt) return refused(isOff);
    await promiseAgain(tx, organizationId, before.id);
    const [after] = await deliveriesOf(tx, organizationId, webhook.id, one);
    return after ? ok(after) : refused(refusal("not_found"));
  });
  if (result.ok) wakeDrainer();
  return result;
}
