import { z } from "zod";
import type { Database } from "@/db/client";
import { workflows } from "@/lib/approvals/core/vocabulary";
import { env } from "@/lib/env";
import type { EffectId, EventId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import { workflowWords } from "@/lib/workflows/workflow-words";
import { mailer } from "./mailer";
import { renderMail } from "./render";
import { readMember } from "./store";
import { readAuditEvent } from "./store-workflow-mail";

interface Promised {
  id: EffectId;
  organizationId: OrganizationId;
  eventId: EventId;
  recipient: string;
}

/** What `lib/workflows/end-gates` puts on the record with a change that ungates. */
const told = z.object({
  workflow: z.enum(workflows),
  reason: z.string().nullable(),
  ungated: z.array(z.string()).default([]),
  cancelled: z.array(z.number()).default([]),
  revoked: z.array(z.number()).default([]),
});

/** Tells one administrator what another let through. The effect's id is the mail's key: sent twice, it is still one mail. */
export async function sendWorkflowMail(db: Database, effect: Promised): Promise<string | null> {
  const event = await readAuditEvent(db, effect.organizationId, effect.eventId);
  const recipient = await readMember(db, effect.organizationId, effect.recipient as MemberId);
  if (!event || !recipient) throw new Error("invariant: a mail's event and recipient exist");
  if (recipient.disabledAt) return "the recipient was disabled";
  const { workflow, reason, ungated, cancelled, revoked } = told.parse(event.data);
  const { slug, name: organizationName } = event.organization;
  const { subject, html, text } = await renderMail({
    template: "workflow-changed",
    props: {
      recipientName: recipient.name,
      organizationName,
      workflowName: workflowWords[workflow].name,
      change: event.type === "workflow.disabled" ? "Turned off" : "Fewer approvals",
      changedBy: event.actor.name,
      reason,
      ungated: ungated.length > 0 ? ungated.join("; ") : "Nothing was gated before either",
      ended: endedLine(cancelled, revoked),
      url: `${env().NEXTAUTH_URL}/${slug}/settings/workflows`,
    },
  });
  const to = { name: recipient.name, email: recipient.email };
  await mailer().send({ key: effect.id, to, subject, html, text });
  return null;
}

function endedLine(cancelled: number[], revoked: number[]): string {
  const list = (numbers: number[]) =>
    new Intl.ListFormat("en", { type: "conjunction" }).format(numbers.map(String));
  const requests = (numbers: number[]) => `${numbers.length === 1 ? "request" : "requests"} ${list(numbers)}`;
  const lines = [
    ...(cancelled.length > 0 ? [`Cancelled: ${requests(cancelled)}`] : []),
    ...(revoked.length > 0 ? [`Revoked: the approval of ${requests(revoked)}`] : []),
  ];
  return lines.length > 0 ? lines.join(". ") : "Nothing was open";
}
