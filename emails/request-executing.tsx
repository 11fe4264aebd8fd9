import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type RequestExecutingProps = RequestProps & {
  /** "Amal Haddad and Rune Kvist" */
  approvedBy: string;
  comment: string | null;
};

export function requestExecutingSubject(props: RequestExecutingProps): string {
  return requestSubject("Approved", props);
}

/** To the requester, where the rules let it be promoted by itself. `url` is the component's Deploy page. */
export function RequestExecuting(props: RequestExecutingProps) {
  const { approvedBy, comment } = props;
  return (
    <MailFrame
      footer={`You get this because you asked for request ${props.requestNumber} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${approvedBy} approved it. It is promoted now, without another click.`}
      subject={requestExecutingSubject(props)}
    >
      <StateHeading state={`Approved by ${approvedBy}`} title={props.title} tone="green" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${props.requestNumber} is approved. Its rules let it be promoted by itself, in your name. If that is refused, you get another mail that says why.`}
      </Paragraph>
      {comment && <Quote label="Comment">{comment}</Quote>}
      <Facts facts={props.facts} />
      <Action
        label="Follow it on the Deploy page"
        note="The page shows how the deployment goes."
        url={props.url}
      />
    </MailFrame>
  );
}
