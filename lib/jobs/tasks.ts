import type { Database, Transaction } from "@/db/client";
import { executeApproval, giveUpExecution } from "@/lib/deploy/execute-approval";
import { giveUpDeployment, runDeployment } from "@/lib/deploy/run-deployment";
import type { DeploymentId, EffectId, RequestId } from "@/lib/kernel/ids";
import { MailError } from "@/lib/notifications/mail-error";
import { sendInvitationMail } from "@/lib/notifications/send-invitation-mail";
import { sendNobodyDecidesMail } from "@/lib/notifications/send-nobody-decides-mail";
import { sendRequestMail } from "@/lib/notifications/send-request-mail";
import { sendWorkflowMail } from "@/lib/notifications/send-workflow-mail";
import { deliverMessage } from "@/lib/webhooks/deliver-message";
import { askAgain, claimEffect, type EffectRow, findEffect, markEffect } from "./store";

/**
 * Does what an effect promised. Answers a reason when it never will be done, such as a recipient who has left, or when
 * to try again where the effect has a schedule of its own.
 */
type Handler = (
  db: Database,
  effect: EffectRow,
  signal: AbortSignal,
) => Promise<string | null | { againAt: Date }>;

const handlers: Record<string, Handler> = {
  "mail.review-requested": sendRequestMail,
  "mail.request-told": sendRequestMail,
  "mail.review-reminded": sendRequestMail,
  "mail.comment-added": sendRequestMail,
  "mail.nobody-decides": sendNobodyDecidesMail,
  "mail.request-cancelled": sendRequestMail,
  "mail.request-overridden": sendRequestMail,
  "mail.request-approved": sendRequestMail,
  "mail.request-rejected": sendRequestMail,
  "mail.request-expired": sendRequestMail,
  "mail.request-superseded": sendRequestMail,
  "mail.approval-lapsed": sendRequestMail,
  "mail.approval-revoked": sendRequestMail,
  "mail.approval-superseded": sendRequestMail,
  "mail.execution-refused": sendRequestMail,
  "mail.workflow-changed": sendWorkflowMail,
  "mail.invitation": sendInvitationMail,
  "deployment.run": async (db, effect, signal) => {
    await runDeployment(db, effect.organizationId, effect.recipient as DeploymentId, signal);
    return null;
  },
  "webhook.deliver": deliverMessage,
  "approval.execute": async (db, effect) => {
    const { id, organizationId, recipient } = effect;
    const claim = (tx: Transaction) => claimEffect(tx, id);
    await executeApproval(db, organizationId, recipient as RequestId, claim);
    return null;
  },
};

/**
 * What is done when nobody comes back after the last attempt: a deployment that stayed "running" would block its place
 * for ever, and nobody would know of an approval that did not run by itself.
 */
const givingUp: Record<string, (db: Database, effect: EffectRow) => Promise<void>> = {
  "deployment.run": (db, { organizationId, recipient }) =>
    giveUpDeployment(db, organizationId, recipient as DeploymentId),
  "approval.execute": (db, { id, organizationId, recipient }) =>
    giveUpExecution(db, organizationId, recipient as RequestId, (tx) => claimEffect(tx, id)),
};

/**
 * The one task: an effect, by its id. Done before: nothing happens. Throwing means "again later"; what can never work is
 * marked as abandoned with the reason, so that it does not come back.
 */
export async function doEffect(
  db: Database,
  id: EffectId,
  signal: AbortSignal,
  isLastAttempt = false,
): Promise<void> {
  const effect = await findEffect(db, id);
  if (!effect || effect.doneAt) return;
  const handler = handlers[effect.kind];
  if (!handler) throw new Error(`no handler for the effect ${effect.kind}`);
  try {
    const done = await handler(db, effect, signal);
    if (done !== null && typeof done === "object") await askAgain(db, id, done.againAt);
    else await markEffect(db, id, done);
  } catch (error) {
    if (error instanceof MailError && !error.retriable) return markEffect(db, id, error.message);
    if (isLastAttempt) await givingUp[effect.kind]?.(db, effect);
    throw error;
  }
}
