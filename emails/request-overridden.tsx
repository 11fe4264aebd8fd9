import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type RequestOverriddenProps = RequestProps & {
  requesterName: string;
  overriddenBy: string;
  outcome: "approved" | "rejected";
  reason: string | null;
};

export function requestOverriddenSubject(props: RequestOverriddenProps): string {
  return requestSubject("Overridden", props);
}

/** To everyone who was asked, when an administrator has decided instead of them. `url` is the request's page. */
export function RequestOverridden(props: RequestOverriddenProps) {
  const { overriddenBy, outcome, reason, requestNumber } = props;
  const what = `${overriddenBy} ${outcome} request ${requestNumber} instead of its approvers`;
  return (
    <MailFrame
      footer={`You get this because you were asked to decide on request ${requestNumber} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${what}. There is nothing left to decide.`}
      subject={requestOverriddenSubject(props)}
    >
      <StateHeading
        state={`${outcome === "approved" ? "Approved" : "Rejected"} by override`}
        title={props.title}
        tone={outcome === "approved" ? "green" : "red"}
      />
      <Paragraph>{`Hello ${props.recipientName}, ${what}. There is nothing left to decide.`}</Paragraph>
      {reason && <Quote label={`${overriddenBy} writes`}>{reason}</Quote>}
      <Facts facts={[...props.facts, { name: "Asked by", value: props.requesterName }]} />
      <Action
        label={`View request ${requestNumber}`}
        note="The page keeps who was asked, who had decided, and that it was overridden."
        url={props.url}
      />
    </MailFrame>
  );
}
