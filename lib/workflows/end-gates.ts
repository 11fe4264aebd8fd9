import type { Transaction } from "@/db/client";
import type { RequestWorkflow } from "@/lib/approvals/core/request-subject";
import { recordAudit } from "@/lib/audit/record";
import { actorOf, type Caller } from "@/lib/directory/caller";
import { readClock } from "@/lib/directory/store";
import { refusal } from "@/lib/kernel/refusal";
import { endUngated } from "./end-ungated";
import { listOtherAdministrators, promiseWorkflowMails } from "./store-administrators";

/** What goes on the record: a type in the past tense, and what changed. */
export interface Recorded {
  type: string;
  data: Record<string, unknown>;
}

/** Something that is or was gated would not be any more, and nobody said why (engine.md, rule 11). */
export const reasonMissing = refusal("reason_required", {
  detail: "This lets something through without approval. Give a reason: it is kept on the record.",
  errors: [
    {
      path: "reason",
      message: "Say why. Everybody whose request ends, and all other administrators, will read it.",
    },
  ],
});

/**
 * Writes down what was changed; and where that ungates something (`ungated`, in words), first ends the requests and approvals concerned and
 * tells all other administrators (engine.md, rule 11). Last in the transaction of the change: requests are locked before the
 * organization's record, as everywhere. Answers the numbers of what ended.
 */
export async function settleChange(
  tx: Transaction,
  caller: Caller,
  change: { workflow: RequestWorkflow; recorded: Recorded[]; ungated: string[]; reason: string | undefined },
): Promise<number[]> {
  const { organizationId } = caller;
  const ungates = change.ungated.length > 0;
  const ended = ungates ? await endUngated(tx, caller, change.workflow, change.reason ?? "") : [];
  const told = ungates
    ? {
        ungated: change.ungated,
        cancelled: ended.filter(({ open }) => open).map(({ number }) => number),
        revoked: ended.filter(({ open }) => !open).map(({ number }) => number),
      }
    : {};
  const at = await readClock(tx);
  for (const [index, { type, data }] of change.recorded.entries()) {
    const isLast = index === change.recorded.length - 1;
    const eventId = await recordAudit(tx, {
      organizationId,
      type,
      actor: actorOf(caller),
      at,
      data: {
        ...data,
        ...(isLast ? { workflow: change.workflow, reason: change.reason ?? null, ...told } : {}),
      },
    });
    if (isLast && (ungates || type === "workflow.disabled"))
      await promiseWorkflowMails(
        tx,
        organizationId,
        eventId,
        await listOtherAdministrators(tx, organizationId, caller.member.id),
      );
  }
  return ended.map(({ number }) => number);
}
