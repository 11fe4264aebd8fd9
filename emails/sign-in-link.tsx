import { Action } from "./_parts/action";
import { Title } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";

export type SignInLinkProps = {
  /** The address that asked to sign in. */
  email: string;
  /** "countersign.meridian.example" */
  host: string;
  /** "10 minutes" */
  validFor: string;
  url: string;
};

export function signInLinkSubject({ host }: SignInLinkProps): string {
  return `Sign in to Countersign at ${host}`;
}

/** `url` opens a page with a Sign in button; only that button uses the link up (mail scanners open links). */
export function SignInLink(props: SignInLinkProps) {
  const { email, host, validFor } = props;
  return (
    <MailFrame
      footer={`You get this because somebody entered ${email} at ${host}. If it was not you, do nothing: without this mail nobody gets in.`}
      preheader={`The link works once, within ${validFor}.`}
      subject={signInLinkSubject(props)}
    >
      <Title>Sign in to Countersign</Title>
      <Paragraph>{`Open the page and press Sign in there. You will be signed in as ${email}.`}</Paragraph>
      <Action
        label="Open the sign-in page"
        note={`Works once, within ${validFor}. Do not forward this mail: the link signs in whoever opens it.`}
        url={props.url}
      />
    </MailFrame>
  );
}
