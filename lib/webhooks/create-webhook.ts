import type { Database, Transaction } from "@/db/client";
import { findProject } from "@/lib/catalog/store";
import type { Caller } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { WebhookInput } from "./input";
import { receiverPolicy } from "./policy";
import { parseReceiverUrl } from "./receiver-address";
import { newSecret } from "./sealed-secret";
import { countEnabled, insertWebhook } from "./store";
import { type WebhookView, webhooksOf } from "./views";
import { barredFromWebhooks } from "./webhook-rights";

/** The secret itself is in this answer and nowhere else, ever. */
type NewWebhookView = WebhookView & { secret: string };

/** As many may be on in an organization: every event writes a row for each. */
const enabledAtMost = 20;

export const tooMany = refusal("invalid_input", {
  detail: `An organization has at most ${enabledAtMost} webhooks that are on. Turn one off first.`,
});

export async function isFull(tx: Transaction, caller: Caller): Promise<boolean> {
  return (await countEnabled(tx, caller.organizationId)) >= enabledAtMost;
}

/** Has somebody else's server told of events from now on. */
export async function createWebhook(
  db: Database,
  caller: Caller,
  { url, events, project }: WebhookInput,
): Promise<Result<NewWebhookView>> {
  const barred = barredFromWebhooks(caller);
  if (barred) return refused(barred);
  const receiver = parseReceiverUrl(url, receiverPolicy());
  if (typeof receiver === "string") return refused(invalidField("url", receiver));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    const found = project === undefined ? null : await findProject(tx, organizationId, project);
    if (found === undefined) return refused(invalidField("project", `There is no project "${project}".`));
    if (await isFull(tx, caller)) return refused(tooMany);
    const id = newId("whk");
    const { secret, sealed } = newSecret({ organizationId, id });
    await insertWebhook(tx, {
      id,
      organizationId,
      url: receiver.href,
      events: [...new Set(events)],
      projectId: found?.id ?? null,
      secret: sealed,
      createdBy: caller.member.id,
    });
    // Paths and queries of such addresses may hold secrets of the receiver's: the record keeps the host.
    const data = { webhook: id, receiver: receiver.origin, events, project: project ?? null };
    await recordChange(tx, caller, "webhook.created", data);
    const [view] = await webhooksOf(tx, organizationId, { take: 1, id });
    if (!view) throw new Error("invariant: a webhook that was stored can be read");
    return ok({ ...view, secret });
  });
}
