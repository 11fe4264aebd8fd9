import type { Database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { isFull, tooMany } from "./create-webhook";
import type { WebhookChange } from "./input";
import { setDisabled } from "./store";
import { type WebhookView, webhooksOf } from "./views";
import { barredFromWebhooks } from "./webhook-rights";

/**
 * Turns a webhook off or on. Off, it is told of nothing that happens meanwhile, and what still waits for it is not sent;
 * that can be redelivered.
 */
export async function switchWebhook(
  db: Database,
  caller: Caller,
  { id, disabled }: WebhookChange & { id: string },
): Promise<Result<WebhookView>> {
  const barred = barredFromWebhooks(caller);
  if (barred) return refused(barred);
  const { organizationId, member } = caller;
  return db.transaction(async (tx) => {
    const [before] = await webhooksOf(tx, organizationId, { take: 1, id });
    if (!before) return refused(refusal("not_found"));
    if (!disabled && before.disabledAt !== null && (await isFull(tx, caller))) return refused(tooMany);
    const because = disabled ? `Turned off by ${member.name}.` : null;
    if (await setDisabled(tx, organizationId, before.id, because)) {
      const data = { webhook: before.id, receiver: new URL(before.url).origin };
      await recordChange(tx, caller, disabled ? "webhook.disabled" : "webhook.enabled", data);
    }
    const [after] = await webhooksOf(tx, organizationId, { take: 1, id });
    return after ? ok(after) : refused(refusal("not_found"));
  });
}
