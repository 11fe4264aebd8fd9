import { Notice } from "@/components/console/notice";
import { FormButton } from "@/components/ui/form-button";
import { AuthCard } from "./auth-card";
import { DemoCast, type DemoPersonView } from "./demo-cast";
import { EmailLinkForm } from "./email-link-form";
import { PostForm, type PostTarget } from "./post-form";

interface SignInCardProps {
  /** "Continue with {name}". */
  oidc: { name: string; target: PostTarget } | null;
  emailLink: { target: PostTarget; sentTo?: string | undefined; defaultEmail?: string | undefined } | null;
  demo: { people: DemoPersonView[]; target: PostTarget } | null;
  /** Why the last attempt failed, and what to do: a sentence. */
  error?: string | undefined;
}

function Or() {
  return (
    <p className="flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      or
    </p>
  );
}

export function SignInCard({ oidc, emailLink, demo, error }: SignInCardProps) {
  if (emailLink?.sentTo) {
    return (
      <AuthCard
        title="Look in your inbox"
        subtitle={`If ${emailLink.sentTo} may sign in here, a link is on its way. It works once.`}
      >
        <a href="/sign-in" className="text-sm font-medium text-accent underline-offset-4 hover:underline">
          Use another address
        </a>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Sign in" subtitle="Approvals for what goes to production.">
      {error ? <Notice tone="error">{error}</Notice> : null}
      {demo ? <DemoCast people={demo.people} target={demo.target} /> : null}
      {demo && emailLink && !oidc ? <Or /> : null}
      {oidc ? (
        <PostForm target={oidc.target}>
          <FormButton fullWidth pendingLabel="One moment…">
            Continue with {oidc.name}
          </FormButton>
        </PostForm>
      ) : null}
      {oidc && emailLink ? <Or /> : null}
      {emailLink ? (
        <EmailLinkForm
          target={emailLink.target}
          defaultEmail={emailLink.defaultEmail}
          isSecondary={oidc !== null || demo !== null}
        />
      ) : null}
      {!oidc && !emailLink && !demo ? (
        <Notice tone="warning">
          No way to sign in is set up. Whoever runs this server sets OIDC_ISSUER and its client, or a mailer,
          and restarts it.
        </Notice>
      ) : null}
    </AuthCard>
  );
}
