import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type RequestToldProps = RequestProps & {
  requesterName: string;
  /** In a few words: "6 commits, 2 configuration keys", "restart billing-db" */
  gist: string;
  message: string | null;
};

export function requestToldSubject(props: RequestToldProps): string {
  return requestSubject("Asked for", props);
}

/** To people whom the rules only tell: they may see the request, and decide nothing. `url` is the request's page. */
export function RequestTold(props: RequestToldProps) {
  const { requesterName, recipientName, message, organizationName } = props;
  return (
    <MailFrame
      footer={`You get this because the rules of ${organizationName} name you among those who are told.`}
      organizationName={organizationName}
      preheader={`${requesterName} asks for this: ${props.gist}. Others decide; nothing is asked of you.`}
      subject={requestToldSubject(props)}
    >
      <StateHeading state="For your information" title={props.title} tone="amber" />
      <Paragraph>
        {`Hello ${recipientName}, ${requesterName} has asked for this. Others decide it: you are told, and can follow it.`}
      </Paragraph>
      {message && <Quote label={`${requesterName} writes`}>{message}</Quote>}
      <Facts facts={props.facts} />
      <Action
        label={`See request ${props.requestNumber}`}
        note="You see what would change and who has decided."
        url={props.url}
      />
    </MailFrame>
  );
}
