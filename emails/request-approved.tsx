import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type RequestApprovedProps = RequestProps & {
  /** "Amal Haddad and Rune Kvist" */
  approvedBy: string;
  comment: string | null;
  /** "Wed 25 Nov 10:00 UTC"; null when the approval does not lapse. */
  useBy: string | null;
  /** What comes next, for the inbox: "promote #47 to Production" */
  preview: string;
  /** "Nothing has moved yet: the next step is Promote." */
  nextLine: string;
  /** "Promote on the Deploy page" */
  actionLabel: string;
  actionNote: string;
};

export function requestApprovedSubject(props: RequestApprovedProps): string {
  return requestSubject("Approved", props);
}

/** To the requester. `url` is where it goes on: the component's Deploy page, or the request's. */
export function RequestApproved(props: RequestApprovedProps) {
  const { approvedBy, comment, useBy, preview } = props;
  const facts = [...props.facts, ...(useBy ? [{ name: "Use by", value: useBy }] : [])];
  return (
    <MailFrame
      footer={`You get this because you asked for request ${props.requestNumber} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${approvedBy} approved it. Next: ${preview}${useBy ? ` by ${useBy}` : ""}.`}
      subject={requestApprovedSubject(props)}
    >
      <StateHeading state={`Approved by ${approvedBy}`} title={props.title} tone="green" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${props.requestNumber} is approved. ${props.nextLine}`}
      </Paragraph>
      {comment && <Quote label="Comment">{comment}</Quote>}
      <Facts facts={facts} />
      <Action label={props.actionLabel} note={props.actionNote} url={props.url} />
    </MailFrame>
  );
}
