import { FormButton } from "@/components/ui/form-button";
import { AuthCard } from "./auth-card";
import { PostForm, type PostTarget } from "./post-form";

interface NoOrganizationProps {
  user: { name: string; email: string };
  /** A sentence that names somebody, when the installation knows whom: "Ask Rune Kvist (rune@…)." */
  whomToAsk?: string | undefined;
  switchAccount: PostTarget;
}

export function NoOrganization({ user, whomToAsk, switchAccount }: NoOrganizationProps) {
  return (
    <AuthCard title="You are in no organization yet">
      <p className="text-sm">
        You are signed in as <strong className="font-medium">{user.name}</strong> ({user.email}).
      </p>
      <p className="text-sm text-muted">
        {whomToAsk ?? "Ask an administrator of your organization to invite exactly this address."} As soon as
        that is done, reload this page.
      </p>
      <PostForm target={switchAccount}>
        <FormButton variant="outline" fullWidth pendingLabel="One moment…">
          Switch account
        </FormButton>
      </PostForm>
    </AuthCard>
  );
}
