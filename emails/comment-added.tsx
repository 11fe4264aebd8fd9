import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";
import { type RequestProps, requestSubject } from "./_parts/request";

export type CommentAddedProps = RequestProps & {
  authorName: string;
  text: string;
  /** "you were asked to decide on request 127", "you asked for request 127", "you take part in request 127's discussion" */
  why: string;
};

export function commentAddedSubject(props: CommentAddedProps): string {
  return requestSubject("Comment", props);
}

/** To who asked, those the open step asked, and who commented before; never to its author. `url` is the request's page. */
export function CommentAdded(props: CommentAddedProps) {
  const { authorName, recipientName, requestNumber } = props;
  return (
    <MailFrame
      footer={`You get this because ${props.why} in ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${authorName} wrote about request ${requestNumber}, without deciding it.`}
      subject={commentAddedSubject(props)}
    >
      <StateHeading state={`Comment by ${authorName}`} title={props.title} tone="grey" />
      <Paragraph>{`Hello ${recipientName}, ${authorName} commented on request ${requestNumber}. Nothing is decided by it.`}</Paragraph>
      <Quote label={`${authorName} writes`}>{props.text}</Quote>
      <Facts facts={props.facts} />
      <Action
        label={`Answer on request ${requestNumber}`}
        note="The link decides nothing. The page has the whole discussion, and a field to answer in."
        url={props.url}
      />
    </MailFrame>
  );
}
