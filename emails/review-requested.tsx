import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type ReviewRequestedProps = RequestProps & {
  requesterName: string;
  /** In a few words: "6 commits, 2 configuration keys", "restart billing-db" */
  gist: string;
  message: string | null;
  /** "Tue 24 Nov 10:00 UTC"; null when there is no limit. */
  decideBy: string | null;
  /** "You are asked as Release manager" */
  why: string;
};

export function reviewRequestedSubject(props: ReviewRequestedProps): string {
  return requestSubject("Review", props);
}

/** To everyone who may decide now. `url` is the request's page. */
export function ReviewRequested(props: ReviewRequestedProps) {
  const { requesterName, recipientName, decideBy, why, message } = props;
  return (
    <MailFrame
      footer={`You get this because you may decide on requests in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${requesterName} asks for your decision: ${props.gist}${decideBy ? `, by ${decideBy}` : ""}.`}
      subject={reviewRequestedSubject(props)}
    >
      <StateHeading
        state={decideBy ? `Decide by ${decideBy}` : "Waiting for your decision"}
        title={props.title}
        tone="amber"
      />
      <Paragraph>{`Hello ${recipientName}, ${requesterName} asks you to approve or reject this. ${why}.`}</Paragraph>
      {message && <Quote label={`${requesterName} writes`}>{message}</Quote>}
      <Facts facts={props.facts} />
      <Action
        label={`Review request ${props.requestNumber}`}
        note="The link decides nothing. You see what would change, then approve or reject on the page."
        url={props.url}
      />
    </MailFrame>
  );
}
