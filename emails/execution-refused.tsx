import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { type RequestProps, requestSubject } from "./_parts/request";

export type ExecutionRefusedProps = RequestProps & {
  requesterName: string;
  /** "Another deployment to Production was running." */
  because: string;
  /** "Wed 25 Nov 10:00 UTC"; null when the approval does not lapse. */
  useBy: string | null;
  /** "you asked for request 127" or "you are an administrator" */
  why: string;
};

export function executionRefusedSubject(props: ExecutionRefusedProps): string {
  return requestSubject("Not promoted", props);
}

/** To who asked and to administrators, when what was approved could not run by itself. `url` is the Deploy page. */
export function ExecutionRefused(props: ExecutionRefusedProps) {
  const { because, requesterName, requestNumber, useBy, why } = props;
  const more = [
    { name: "Asked by", value: requesterName },
    ...(useBy ? [{ name: "Use by", value: useBy }] : []),
  ];
  return (
    <MailFrame
      footer={`You get this because ${why} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`Request ${requestNumber} is approved, but did not run by itself. ${because}`}
      subject={executionRefusedSubject(props)}
    >
      <StateHeading state="Approved, but not promoted" title={props.title} tone="amber" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${requestNumber} is approved and was to be promoted by itself. That was refused, and it is not tried again: the approval is ready for somebody who promotes.`}
      </Paragraph>
      <Paragraph>{because}</Paragraph>
      <Facts facts={[...props.facts, ...more]} />
      <Action
        label="Promote on the Deploy page"
        note="The link promotes nothing by itself. The page says what stands in the way now, if anything does."
        url={props.url}
      />
    </MailFrame>
  );
}
