import { Action } from "./_parts/action";
import { type Fact, Facts } from "./_parts/facts";
import { Title } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";

export type InvitationProps = {
  recipientName: string;
  inviterName: string;
  organizationName: string;
  /** "Reviewer, Developer in Storefront" */
  rolesLine: string;
  /** "Tue 24 Nov 10:00 UTC"; null when the invitation does not end. */
  validUntil: string | null;
  url: string;
};

export function invitationSubject({ inviterName, organizationName }: InvitationProps): string {
  return `${inviterName} invites you to ${organizationName} on Countersign`;
}

/** `url` is the invitation's page, where one signs in and joins. */
export function Invitation(props: InvitationProps) {
  const { recipientName, inviterName, organizationName, rolesLine, validUntil } = props;
  const facts: Fact[] = [
    { name: "Organization", value: organizationName },
    { name: "Your roles", value: rolesLine },
    { name: "Invited by", value: inviterName },
    ...(validUntil ? [{ name: "Valid until", value: validUntil }] : []),
  ];
  return (
    <MailFrame
      footer={`You get this because ${inviterName} invited this address to ${organizationName}. If you do not expect it, do nothing.`}
      organizationName={organizationName}
      preheader={`You would join as ${rolesLine}.`}
      subject={invitationSubject(props)}
    >
      <Title>{`Join ${organizationName}`}</Title>
      <Paragraph>
        {`Hello ${recipientName}, ${inviterName} invites you to ${organizationName} on Countersign, where promotions to production are requested, reviewed and recorded.`}
      </Paragraph>
      <Facts facts={facts} />
      <Action
        label="Open the invitation"
        note="You sign in first, then join. The link is meant for you alone."
        url={props.url}
      />
    </MailFrame>
  );
}
