import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { type RequestProps, requestSubject } from "./_parts/request";

export type RequestEndedProps = RequestProps & {
  requesterName: string;
  /** "Expired" or "Superseded" */
  ending: string;
  /** "It was not decided by Tue 24 Nov 10:00 UTC." */
  because: string;
  /** "It can be asked for again on the Deploy page." */
  next: string;
  /** "you asked for request 127" or "you were asked to decide on request 127" */
  why: string;
};

export function requestEndedSubject(props: RequestEndedProps): string {
  return requestSubject(props.ending, props);
}

/** To who asked and everyone who was asked, when a request ends without a decision. `url` is the request's page. */
export function RequestEnded(props: RequestEndedProps) {
  const { ending, because, why, requestNumber } = props;
  return (
    <MailFrame
      footer={`You get this because ${why} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${because} There is nothing left to decide in request ${requestNumber}.`}
      subject={requestEndedSubject(props)}
    >
      <StateHeading state={ending} title={props.title} tone="grey" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${requestNumber} is over without a decision, and nothing was done under it. ${props.next}`}
      </Paragraph>
      <Paragraph>{because}</Paragraph>
      <Facts facts={[...props.facts, { name: "Asked by", value: props.requesterName }]} />
      <Action
        label={`View request ${requestNumber}`}
        note="The page keeps who was asked and who had decided."
        url={props.url}
      />
    </MailFrame>
  );
}
