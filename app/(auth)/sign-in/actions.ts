"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { sendSignInLink } from "@/lib/auth/send-sign-in-link";
import { signIn } from "@/lib/auth/sign-in";
import { signOut } from "@/lib/auth/sign-out";
import { signInPath } from "@/lib/auth/way-back";
import { askedPath } from "@/lib/transport/page";

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

export async function continueWithIssuerAction(form: FormData): Promise<void> {
  redirect((await signIn("oidc", {}, textIn(form, "callbackUrl"))) as Route);
}

export async function signInToDemoAction(form: FormData): Promise<void> {
  redirect((await signIn("demo", { person: textIn(form, "person") }, textIn(form, "callbackUrl"))) as Route);
}

/** The POST that uses a mailed link up. */
export async function redeemSignInLinkAction(form: FormData): Promise<void> {
  redirect(
    (await signIn("sign-in-link", { token: textIn(form, "token") }, textIn(form, "callbackUrl"))) as Route,
  );
}

/** Says the same whether or not the address is known, and takes as long: the mail is made after the answer. */
export async function sendSignInLinkAction(form: FormData): Promise<void> {
  const wayBack = textIn(form, "callbackUrl");
  const email = z.email().max(320).safeParse(textIn(form, "email").trim());
  const query = new URLSearchParams({ callbackUrl: wayBack });
  if (email.success) {
    await sendSignInLink(email.data, wayBack);
    query.set("sentTo", email.data);
  } else {
    query.set("error", "Email");
    query.set("email", textIn(form, "email").slice(0, 320));
  }
  redirect(`/sign-in?${query}` as Route);
}

export async function signOutAction(): Promise<void> {
  await signOut();
  redirect("/sign-in");
}

/** Signs out and leads to sign-in, and from there back to the page where it was pressed. */
export async function switchAccountAction(): Promise<void> {
  const path = await askedPath();
  await signOut();
  redirect(signInPath(path) as Route);
}
