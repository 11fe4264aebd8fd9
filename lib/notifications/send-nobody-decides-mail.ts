import { z } from "zod";
import type { Database } from "@/db/client";
import { aboutOf } from "@/lib/approvals/core/request-subject";
import { subjectWords } from "@/lib/approvals/subject-words";
import { env } from "@/lib/env";
import type { EffectId, MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import { mailer } from "./mailer";
import { renderMail } from "./render";
import { listRequests, readMember, readOrganization } from "./store";

interface Promised {
  id: EffectId;
  organizationId: OrganizationId;
  recipient: string;
  payload: unknown;
}

/** One request whose step opened with nobody to decide it, or those that the last approver of was lost to. */
const concerned = z.union([
  z.object({ requestId: z.string() }).transform(({ requestId }) => [requestId as RequestId]),
  z.object({ requestIds: z.array(z.string()) }).transform(({ requestIds }) => requestIds as RequestId[]),
]);

const namedAtMost = 10;

/** Tells an administrator that open requests have nobody left who could decide them. */
export async function sendNobodyDecidesMail(db: Database, effect: Promised): Promise<string | null> {
  const { organizationId } = effect;
  const requests = await listRequests(db, organizationId, concerned.parse(effect.payload));
  const organization = await readOrganization(db, organizationId);
  const recipient = await readMember(db, organizationId, effect.recipient as MemberId);
  const [first] = requests;
  if (!first || !organization || !recipient) throw new Error("invariant: a mail's requests exist");
  if (recipient.disabledAt) return "the recipient was disabled";
  const approvals = `${env().NEXTAUTH_URL}/${organization.slug}/approvals`;
  const only = requests.length === 1;
  const named = requests
    .slice(0, namedAtMost)
    .map(({ number, ...about }) => `${number}: ${subjectWords(aboutOf(about)).short}`);
  const more = requests.length > namedAtMost ? [`and ${requests.length - namedAtMost} more`] : [];
  const { subject, html, text } = await renderMail({
    template: "nobody-decides",
    props: {
      recipientName: recipient.name,
      organizationName: organization.name,
      which: only ? `request ${first.number}` : `${requests.length} requests`,
      requests: [...named, ...more].join("; "),
      url: only ? `${approvals}/requests/${first.number}` : `${approvals}/pending?scope=all`,
    },
  });
  const to = { name: recipient.name, email: recipient.email };
  await mailer().send({ key: effect.id, to, subject, html, text });
  return null;
}
