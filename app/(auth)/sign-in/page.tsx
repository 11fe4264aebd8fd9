import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { SignInCard } from "@/components/auth/sign-in-card";
import { loadSignedInUser, loadSignInWays } from "@/lib/auth/loaders";
import { signInErrorSentence } from "@/lib/auth/sign-in-error";
import { safePath } from "@/lib/auth/way-back";
import { continueWithIssuerAction, sendSignInLinkAction, signInToDemoAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : undefined);
  const callbackUrl = safePath(text("callbackUrl"));
  const error = text("error");
  if (!error && (await loadSignedInUser())) redirect(callbackUrl as Route);
  const { oidcName, hasEmailLink, demoPeople } = await loadSignInWays();
  const fields = { callbackUrl };
  return (
    <SignInCard
      error={error ? signInErrorSentence(error) : undefined}
      oidc={oidcName ? { name: oidcName, target: { action: continueWithIssuerAction, fields } } : null}
      emailLink={
        hasEmailLink
          ? {
              target: { action: sendSignInLinkAction, fields },
              sentTo: text("sentTo"),
              defaultEmail: text("email"),
            }
          : null
      }
      demo={demoPeople ? { people: demoPeople, target: { action: signInToDemoAction, fields } } : null}
    />
  );
}
