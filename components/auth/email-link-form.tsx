import { Input } from "@heroui/react/input";
import { Label } from "@heroui/react/label";
import { FormButton } from "@/components/ui/form-button";
import { PostForm, type PostTarget } from "./post-form";

interface EmailLinkFormProps {
  target: PostTarget;
  /** What was typed before, after a refusal. */
  defaultEmail?: string | undefined;
  isSecondary: boolean;
}

/** Sends the field `email`. */
export function EmailLinkForm({ target, defaultEmail, isSecondary }: EmailLinkFormProps) {
  return (
    <PostForm target={target}>
      <Label htmlFor="sign-in-email">E-mail address</Label>
      <Input
        id="sign-in-email"
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={defaultEmail ?? ""}
        placeholder="you@company.example"
        className="mt-1 mb-3 w-full"
      />
      <FormButton fullWidth variant={isSecondary ? "outline" : "primary"} pendingLabel="Sending…">
        Send me a sign-in link
      </FormButton>
    </PostForm>
  );
}
