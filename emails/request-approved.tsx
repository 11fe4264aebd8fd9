import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { type PromotionProps, promotionFacts, promotionSubject } from "./_parts/promotion";
import { Quote } from "./_parts/quote";

export type RequestApprovedProps = PromotionProps & {
  /** "Amal Haddad and Rune Kvist" */
  approvedBy: string;
  comment: string | null;
  /** "Wed 25 Nov 10:00 UTC"; null when the approval does not lapse. */
  useBy: string | null;
};

export function requestApprovedSubject(props: RequestApprovedProps): string {
  return promotionSubject("Approved", props);
}

/** To the requester. `url` is the component's Deploy page. */
export function RequestApproved(props: RequestApprovedProps) {
  const { approvedBy, comment, useBy, build, toEnvironment } = props;
  const facts = promotionFacts(props, useBy ? [{ name: "Use by", value: useBy }] : []);
  return (
    <MailFrame
      footer={`You get this because you asked for request ${props.requestNumber} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${approvedBy} approved it. Next: promote ${build} to ${toEnvironment}${useBy ? ` by ${useBy}` : ""}.`}
      subject={requestApprovedSubject(props)}
    >
      <StateHeading state={`Approved by ${approvedBy}`} title={props.title} tone="green" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${props.requestNumber} is approved. Nothing has moved yet: the next step is Promote.`}
      </Paragraph>
      {comment && <Quote label="Comment">{comment}</Quote>}
      <Facts facts={facts} />
      <Action
        label="Promote on the Deploy page"
        note={`The link promotes nothing by itself. Promote there ships build ${build}, as it was approved.`}
        url={props.url}
      />
    </MailFrame>
  );
}
