import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type RequestRejectedProps = RequestProps & {
  rejectedBy: string;
  comment: string | null;
  /** "Nothing was promoted; you can ask again from the Deploy page." */
  next: string;
};

export function requestRejectedSubject(props: RequestRejectedProps): string {
  return requestSubject("Rejected", props);
}

/** To the requester. `url` is the request's page. */
export function RequestRejected(props: RequestRejectedProps) {
  const { rejectedBy, comment, requestNumber } = props;
  return (
    <MailFrame
      footer={`You get this because you asked for request ${requestNumber} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={comment ? `${rejectedBy}: ${comment}` : `${rejectedBy} rejected it, without a comment.`}
      subject={requestRejectedSubject(props)}
    >
      <StateHeading state={`Rejected by ${rejectedBy}`} title={props.title} tone="red" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${requestNumber} was rejected. ${props.next}`}
      </Paragraph>
      {comment && <Quote label={`${rejectedBy} writes`}>{comment}</Quote>}
      <Facts facts={props.facts} />
      <Action
        label={`View request ${requestNumber}`}
        note="The page shows every decision and comment."
        url={props.url}
      />
    </MailFrame>
  );
}
