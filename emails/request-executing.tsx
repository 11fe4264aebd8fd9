import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { type PromotionProps, promotionFacts, promotionSubject } from "./_parts/promotion";
import { Quote } from "./_parts/quote";

export type RequestExecutingProps = PromotionProps & {
  /** "Amal Haddad and Rune Kvist" */
  approvedBy: string;
  comment: string | null;
};

export function requestExecutingSubject(props: RequestExecutingProps): string {
  return promotionSubject("Approved", props);
}

/** To the requester, where the rules let it be promoted by itself. `url` is the component's Deploy page. */
export function RequestExecuting(props: RequestExecutingProps) {
  const { approvedBy, comment, build, toEnvironment } = props;
  return (
    <MailFrame
      footer={`You get this because you asked for request ${props.requestNumber} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${approvedBy} approved it. Build ${build} is promoted to ${toEnvironment} now, without another click.`}
      subject={requestExecutingSubject(props)}
    >
      <StateHeading state={`Approved by ${approvedBy}`} title={props.title} tone="green" />
      <Paragraph>
        {`Hello ${props.recipientName}, request ${props.requestNumber} is approved. Its rules let it be promoted by itself, in your name. If that is refused, you get another mail that says why.`}
      </Paragraph>
      {comment && <Quote label="Comment">{comment}</Quote>}
      <Facts facts={promotionFacts(props)} />
      <Action
        label="Follow it on the Deploy page"
        note="The page shows how the deployment goes."
        url={props.url}
      />
    </MailFrame>
  );
}
