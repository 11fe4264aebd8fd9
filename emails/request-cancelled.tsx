import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type RequestCancelledProps = RequestProps & {
  requesterName: string;
  cancelledBy: string;
  reason: string | null;
  /** "you were asked to decide on request 127" or "you asked for request 127" */
  why: string;
};

export function requestCancelledSubject(props: RequestCancelledProps): string {
  return requestSubject("Cancelled", props);
}

/** To everyone who was asked, those who had voted too, and to who asked when somebody else cancelled. `url` is the request's page. */
export function RequestCancelled(props: RequestCancelledProps) {
  const { cancelledBy, reason, requestNumber } = props;
  return (
    <MailFrame
      footer={`You get this because ${props.why} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${cancelledBy} cancelled request ${requestNumber}. There is nothing left to decide.`}
      subject={requestCancelledSubject(props)}
    >
      <StateHeading state={`Cancelled by ${cancelledBy}`} title={props.title} tone="grey" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${requestNumber} was cancelled. There is nothing left to decide, and nothing was done under it.`}
      </Paragraph>
      {reason && <Quote label={`${cancelledBy} writes`}>{reason}</Quote>}
      <Facts facts={[...props.facts, { name: "Asked by", value: props.requesterName }]} />
      <Action
        label={`View request ${requestNumber}`}
        note="The page keeps who was asked and who had decided."
        url={props.url}
      />
    </MailFrame>
  );
}
