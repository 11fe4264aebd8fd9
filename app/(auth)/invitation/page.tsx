import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { PostForm } from "@/components/auth/post-form";
import { Notice } from "@/components/console/notice";
import { ButtonLink } from "@/components/ui/button-link";
import { FormButton } from "@/components/ui/form-button";
import { loadInvitation, loadSignedInUser } from "@/lib/auth/loaders";
import { signInPath } from "@/lib/auth/way-back";
import { switchAccountAction } from "../sign-in/actions";
import { acceptInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

/** Opening it accepts nothing: Join does. */
export default async function InvitationPage({ searchParams }: PageProps<"/invitation">) {
  const { token: given, problem } = await searchParams;
  const token = typeof given === "string" ? given : "";
  const invitation = await loadInvitation(token);
  if (!invitation) {
    return (
      <AuthCard title="This invitation is over">
        <p className="text-sm text-muted">
          It has been accepted, or its time has run out. If you have joined already, go to your organization;
          otherwise ask whoever invited you for a new one.
        </p>
        <ButtonLink href="/" fullWidth size="md">
          To my organization
        </ButtonLink>
      </AuthCard>
    );
  }
  const user = await loadSignedInUser();
  if (!user) redirect(signInPath(`/invitation?${new URLSearchParams({ token })}`) as "/sign-in");
  return (
    <AuthCard title={`Join ${invitation.organization}`} subtitle={`You were invited as ${invitation.name}.`}>
      {problem ? (
        <Notice tone="error">
          You belong to {invitation.organization} already, as another of its members. Switch account, or ask
          an administrator there.
        </Notice>
      ) : null}
      <p className="text-sm">
        You are signed in as <strong className="font-medium">{user.name}</strong> ({user.email}), and this
        account becomes that member.
      </p>
      <PostForm target={{ action: acceptInvitationAction, fields: { token } }}>
        <FormButton fullWidth pendingLabel="Joining…">
          Join {invitation.organization}
        </FormButton>
      </PostForm>
      <PostForm target={{ action: switchAccountAction }}>
        <FormButton variant="outline" fullWidth pendingLabel="One moment…">
          Switch account
        </FormButton>
      </PostForm>
    </AuthCard>
  );
}
