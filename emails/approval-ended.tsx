import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type ApprovalEndedProps = RequestProps & {
  /** "Lapsed", "Revoked" or "Superseded" */
  ending: string;
  /** "Revoked by Vera Lind"; else as `ending`. */
  endedBy: string;
  /** "It was not used by Wed 25 Nov 10:00 UTC." */
  because: string;
  /** "You can ask again on the Deploy page." */
  next: string;
  /** What somebody gave as their reason. */
  reason: string | null;
};

export function approvalEndedSubject(props: ApprovalEndedProps): string {
  return requestSubject(props.ending, props);
}

/** To who asked, when an approval that was given can no longer be used. `url` is the request's page. */
export function ApprovalEnded(props: ApprovalEndedProps) {
  const { endedBy, because, reason, requestNumber } = props;
  return (
    <MailFrame
      footer={`You get this because you asked for request ${requestNumber} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`The approval of request ${requestNumber} cannot be used any more. ${because}`}
      subject={approvalEndedSubject(props)}
    >
      <StateHeading state={endedBy} title={props.title} tone="grey" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${requestNumber} was approved, but its approval cannot be used any more. ${props.next}`}
      </Paragraph>
      <Paragraph>{because}</Paragraph>
      {reason && <Quote label="The reason given">{reason}</Quote>}
      <Facts facts={props.facts} />
      <Action
        label={`View request ${requestNumber}`}
        note="The page shows who had approved and what became of it."
        url={props.url}
      />
    </MailFrame>
  );
}
