import { FormButton } from "@/components/ui/form-button";
import { AuthCard } from "./auth-card";
import { PostForm, type PostTarget } from "./post-form";

interface MagicLinkConfirmProps {
  email: string | null;
  /** The POST that uses the token up. Opening this page uses nothing: mail scanners open links. */
  target: PostTarget;
}

export function MagicLinkConfirm({ email, target }: MagicLinkConfirmProps) {
  return (
    <AuthCard title="Sign in" subtitle={email ? `You are about to sign in as ${email}.` : "One more click."}>
      <PostForm target={target}>
        <FormButton fullWidth pendingLabel="Signing in…">
          Sign in
        </FormButton>
      </PostForm>
    </AuthCard>
  );
}
