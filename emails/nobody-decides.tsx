import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";

export type NobodyDecidesProps = {
  recipientName: string;
  organizationName: string;
  /** "request 42" or "3 requests" */
  which: string;
  /** "42: checkout #47 to Production; 43: ledger #3 to Production" */
  requests: string;
  /** Of the request's page, or of the open requests. */
  url: string;
};

export function nobodyDecidesSubject({ which, organizationName }: NobodyDecidesProps): string {
  return `Nobody can decide ${which} in ${organizationName}`;
}

/** To administrators, when the last person who could decide an open request has gone (product.md, default behaviour). */
export function NobodyDecides(props: NobodyDecidesProps) {
  const { recipientName, which, requests, organizationName } = props;
  return (
    <MailFrame
      footer={`You get this because you are an administrator of ${organizationName}.`}
      organizationName={organizationName}
      preheader={`The last person who could decide ${which} has gone. Nothing is approved by that: it waits until somebody can.`}
      subject={nobodyDecidesSubject(props)}
    >
      <StateHeading state="Nobody can decide" title={`Nobody is left for ${which}`} tone="amber" />
      <Paragraph>
        {`Hello ${recipientName}, no member of ${organizationName} can decide what is listed here at the moment. It stays open and is never approved by that. Give somebody the role, add somebody to the group, or cancel it.`}
      </Paragraph>
      <Facts facts={[{ name: "Waiting", value: requests }]} />
      <Action
        label={`Open ${which}`}
        note="The page shows who was asked and what is still missing."
        url={props.url}
      />
    </MailFrame>
  );
}
