import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { MagicLinkConfirm } from "@/components/auth/magic-link-confirm";
import { loadSignInLink } from "@/lib/auth/loaders";
import { safePath } from "@/lib/auth/way-back";
import { redeemSignInLinkAction } from "../actions";

export const metadata: Metadata = { title: "Sign in" };

/** Opening it uses nothing up: scanners open the links of mails. */
export default async function SignInLinkPage({ searchParams }: PageProps<"/sign-in/link">) {
  const { token, callbackUrl: given } = await searchParams;
  const callbackUrl = safePath(typeof given === "string" ? given : null);
  const email = typeof token === "string" ? await loadSignInLink(token) : null;
  if (!email) redirect(`/sign-in?${new URLSearchParams({ error: "CredentialsSignin", callbackUrl })}`);
  const fields = { token: String(token), callbackUrl };
  return <MagicLinkConfirm email={email} target={{ action: redeemSignInLinkAction, fields }} />;
}
