import type { Database } from "@/db/client";
import { loadRequest } from "@/lib/approvals/loaders";
import { listHeldRoleNames } from "@/lib/approvals/views";
import { callerOfMember } from "@/lib/auth/caller-of-member";
import type { EffectId, EventId, MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import { discussionMail } from "./discussion-mails";
import { endingMail, whyTold } from "./ending-mails";
import { instantText, listText } from "./mail-words";
import { mailer } from "./mailer";
import { type MailMessage, renderMail } from "./render";
import { askAgain, gistOf, homeOf, nextStep, titleOf } from "./request-words";
import { listCountingVotes, readEvent, readMember, readRequest } from "./store";

interface Promised {
  id: EffectId;
  organizationId: OrganizationId;
  eventId: EventId;
  kind: string;
  recipient: string;
  payload: unknown;
}

type Found = NonNullable<Awaited<ReturnType<typeof readRequest>>>;
type Recipient = NonNullable<Awaited<ReturnType<typeof readMember>>>;

/** Writes and sends one mail about a request. The effect's id is the mail's key: sent twice, it is still one mail. */
export async function sendRequestMail(db: Database, effect: Promised): Promise<string | null> {
  const { requestId } = effect.payload as { requestId: RequestId };
  const found = await readRequest(db, effect.organizationId, requestId);
  const recipient = await readMember(db, effect.organizationId, effect.recipient as MemberId);
  if (!found || !recipient) throw new Error("invariant: a mail's request and recipient exist");
  if (recipient.kind === "service") return "a service account has no inbox";
  if (recipient.disabledAt) return "the recipient was disabled";
  if (effect.kind === "mail.comment-added" && !(await maySee(db, found, recipient.id)))
    return "the recipient may not see the request any more";
  const { subject, html, text } = await renderMail(await composed(db, effect, found, recipient));
  await mailer().send({
    key: effect.id,
    to: { name: recipient.name, email: recipient.email },
    subject,
    html,
    text,
  });
  return null;
}

/** Who commented may have lost the right to see the request since; what others write is then not theirs to read. */
async function maySee(db: Database, { request }: Found, recipient: MemberId): Promise<boolean> {
  const caller = await callerOfMember(db, request.organizationId, recipient);
  return caller !== undefined && (await loadRequest(caller, request.number, db)).ok;
}

async function composed(
  db: Database,
  effect: Promised,
  found: Found,
  recipient: Recipient,
): Promise<MailMessage> {
  const { request } = found;
  const props = sharedProps(found, recipient);
  const event = await readEvent(db, effect.eventId);
  if (!event) throw new Error("invariant: a mail's event exists");
  const actor = event.actor.name;
  switch (effect.kind) {
    case "mail.review-requested":
      return {
        template: "review-requested",
        props: { ...props, ...(await reviewProps(db, found, recipient)) },
      };
    case "mail.review-reminded":
    case "mail.comment-added":
      return discussionMail(event, found, recipient.id, props);
    case "mail.request-told":
      return { template: "request-told", props: { ...props, ...askedProps(found) } };
    case "mail.request-cancelled":
      return {
        template: "request-cancelled",
        props: {
          ...props,
          requesterName: found.requester.name,
          cancelledBy: actor,
          reason: request.closeReason,
          why: whyTold(request, recipient.id),
        },
      };
    case "mail.request-approved": {
      const votes = (await listCountingVotes(db, request.organizationId, request.id)).filter(
        ({ decision }) => decision === "approve",
      );
      const approvedBy = request.overridden
        ? `${actor}, overriding the approvers`
        : listText(votes.map(voterText));
      const comment = request.overridden ? request.closeReason : (votes.at(-1)?.comment ?? null);
      const step = nextStep(request, homeOf(found.organization), props.url);
      const approved = { ...props, url: step.url, approvedBy, comment };
      if (request.workflow === "environment-promotion" && request.rules.onApproval === "execute")
        return { template: "request-executing", props: approved };
      const useBy = request.lapsesAt && instantText(request.lapsesAt);
      return { template: "request-approved", props: { ...approved, ...step, useBy } };
    }
    case "mail.request-rejected": {
      const last = (await listCountingVotes(db, request.organizationId, request.id)).at(-1);
      const rejectedBy = request.overridden
        ? `${actor}, overriding the approvers`
        : last
          ? voterText(last)
          : actor;
      return {
        template: "request-rejected",
        props: { ...props, rejectedBy, comment: request.closeReason, next: askAgain(request) },
      };
    }
    default:
      return endingMail(event, found, recipient.id, { ...props, requesterName: found.requester.name });
  }
}

function sharedProps({ request, organization }: Found, recipient: Recipient) {
  return {
    ...titleOf(request),
    recipientName: recipient.name,
    requestNumber: String(request.number),
    organizationName: organization.name,
    url: `${homeOf(organization)}/approvals/requests/${request.number}`,
  };
}

/** "Sol Okafor", or "Rune Kvist for Sol Okafor". */
function voterText({ name, principal }: { name: string; principal: string | null }): string {
  return principal === null ? name : `${name} for ${principal}`;
}

function askedProps({ request, requester }: Found) {
  return {
    requesterName: requester.name,
    ...gistOf(request),
    message: request.message,
  };
}

async function reviewProps(db: Database, found: Found, recipient: Recipient) {
  const { request } = found;
  const asked = request.asked.filter(({ memberId }) => memberId === recipient.id);
  return {
    ...askedProps(found),
    decideBy: request.expiresAt && instantText(request.expiresAt),
    why: `You are asked as ${listText(await capacitiesText(db, request, asked))}`,
  };
}

/** Why somebody is asked: "Release manager", "an assignee", "Sol Okafor's delegate". */
async function capacitiesText(
  db: Database,
  { organizationId, rules }: Found["request"],
  asked: Found["request"]["asked"],
): Promise<string[]> {
  const direct = asked.filter(({ onBehalfOf }) => onBehalfOf === null);
  const requirements = rules.steps
    .flatMap((step) => step.requirements)
    .filter(({ name }) => direct.some(({ requirement }) => requirement === name));
  const wanted = requirements.flatMap(({ approvers }) => approvers.roles.map(({ roleId }) => roleId));
  const [self] = direct;
  const roles = self ? await listHeldRoleNames(db, organizationId, self.memberId, wanted) : [];
  const own = self && roles.length === 0 ? ["an assignee"] : roles;
  const principals = [...new Set(asked.flatMap(({ onBehalfOf }) => onBehalfOf ?? []))];
  const delegated = await Promise.all(
    principals.map(async (id) => {
      const principal = await readMember(db, organizationId, id);
      return `${principal?.name ?? "somebody who left"}'s delegate`;
    }),
  );
  return [...own, ...delegated];
}
