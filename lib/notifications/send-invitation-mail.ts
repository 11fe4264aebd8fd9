import type { Database } from "@/db/client";
import { derivedOneTimeToken } from "@/lib/auth/one-time-token";
import { createInvitation } from "@/lib/directory/create-invitation";
import { membersOf } from "@/lib/directory/views";
import { env } from "@/lib/env";
import type { EffectId, EventId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import { instantText, listText } from "./mail-words";
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

/** Invites a new member. Its link is made with the mail, so that the database never holds one that works. */
export async function sendInvitationMail(
  db: Database,
  { id, organizationId, eventId, recipient }: Promised,
): Promise<string | null> {
  const memberId = recipient as MemberId;
  const event = await readAuditEvent(db, organizationId, eventId);
  const member = await readMember(db, organizationId, memberId);
  const [view] = await membersOf(db, organizationId, { take: 1, id: memberId });
  if (!event || !member || !view) throw new Error("invariant: a mail's event and recipient exist");
  if (member.disabledAt) return "the member was disabled";
  if (member.userId) return "the member has joined already";
  const { NEXTAUTH_SECRET, NEXTAUTH_URL } = env();
  const token = derivedOneTimeToken(NEXTAUTH_SECRET, id);
  const invitation = await db.transaction((tx) =>
    createInvitation(tx, { organizationId, memberId }, event.at, token),
  );
  const roles = view.roles.map(({ role, project }) => (project ? `${role} in ${project}` : role));
  const { subject, html, text } = await renderMail({
    template: "invitation",
    props: {
      recipientName: member.name,
      inviterName: event.actor.name,
      organizationName: event.organization.name,
      rolesLine: roles.length > 0 ? listText(roles) : "a member",
      validUntil: instantText(invitation.expiresAt),
      url: `${NEXTAUTH_URL}${invitation.path}`,
    },
  });
  await mailer().send({ key: id, to: { name: member.name, email: member.email }, subject, html, text });
  return null;
}
