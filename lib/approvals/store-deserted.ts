import type { Transaction } from "@/db/client";
import { effect } from "@/db/schema";
import type { EventId, MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";

/** One mail for each administrator, once for the change that took the last approvers away. */
export async function promiseDesertedMails(
  tx: Transaction,
  change: { organizationId: OrganizationId; eventId: EventId; requestIds: RequestId[] },
  recipients: MemberId[],
): Promise<void> {
  if (recipients.length === 0) return;
  const { organizationId, eventId, requestIds } = change;
  await tx.insert(effect).values(
    recipients.map((recipient) => ({
      id: newId("eff"),
      organizationId,
      eventId,
      kind: "mail.nobody-decides",
      recipient,
      payload: { requestIds },
    })),
  );
}
