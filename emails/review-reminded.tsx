import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type ReviewRemindedProps = RequestProps & {
  /** Who asks for the reminder. */
  remindedBy: string;
  requesterName: string;
  message: string | null;
  /** "Tue 24 Nov 10:00 UTC"; null when there is no limit. */
  decideBy: string | null;
};

export function reviewRemindedSubject(props: ReviewRemindedProps): string {
  return requestSubject("Reminder", props);
}

/** To those whose approval brings a waiting request nearer, when its requester nudges. `url` is the request's page. */
export function ReviewReminded(props: ReviewRemindedProps) {
  const { remindedBy, requesterName, recipientName, decideBy, message, requestNumber } = props;
  return (
    <MailFrame
      footer={`You get this because you may decide on requests in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${remindedBy} asks again for your decision${decideBy ? `, by ${decideBy}` : ""}. It still waits.`}
      subject={reviewRemindedSubject(props)}
    >
      <StateHeading
        state={decideBy ? `Decide by ${decideBy}` : "Waiting for your decision"}
        title={props.title}
        tone="amber"
      />
      <Paragraph>{`Hello ${recipientName}, ${remindedBy} reminds you that request ${requestNumber} still waits for your decision.`}</Paragraph>
      {message && <Quote label={`${requesterName} writes`}>{message}</Quote>}
      <Facts facts={[...props.facts, { name: "Asked by", value: requesterName }]} />
      <Action
        label={`Review request ${requestNumber}`}
        note="The link decides nothing. You see what would change, then approve or reject on the page."
        url={props.url}
      />
    </MailFrame>
  );
}
