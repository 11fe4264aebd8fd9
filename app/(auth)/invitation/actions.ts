"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { acceptInvitation, invitationInput } from "@/lib/directory/accept-invitation";
import { userAction } from "@/lib/transport/action";

const accept = userAction({ input: invitationInput, run: acceptInvitation });

export async function acceptInvitationAction(form: FormData): Promise<void> {
  const token = String(form.get("token") ?? "");
  const answer = await accept({ token });
  if (answer.ok) redirect(`/${answer.value.slug}` as Route);
  const problem = answer.code === "in_use" ? { problem: answer.code } : undefined;
  redirect(`/invitation?${new URLSearchParams({ token, ...problem })}` as Route);
}
