import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { nextAuthOptions } from "./next-auth-options";
import { safePath } from "./way-back";

/**
 * Signs this browser in from within a server action, through the same next-auth as `/api/auth`. Answers where to go: the
 * way back, the issuer, or the sign-in page with the reason. (That the form is ours, Next has checked by its Origin.)
 */
export async function signIn(
  provider: "oidc" | "sign-in-link" | "demo",
  fields: Record<string, string>,
  wayBack: string,
): Promise<string> {
  const { csrfToken } = await (await ask(["csrf"])).json();
  const path = safePath(wayBack);
  const body = new URLSearchParams({
    ...fields,
    csrfToken,
    callbackUrl: new URL(path, env().NEXTAUTH_URL).toString(),
  });
  const response = await ask([provider === "oidc" ? "signin" : "callback", provider], body);
  const location = new URL(response.headers.get("location") ?? "/sign-in?error=Callback", env().NEXTAUTH_URL);
  const failure = location.searchParams.get("error");
  if (provider === "oidc" && !failure) return location.toString();
  if (!failure) return path;
  return `/sign-in?${new URLSearchParams({ error: failure, callbackUrl: path })}`;
}

/** One call of next-auth; the cookies that it sets are this action's. */
async function ask(nextauth: string[], body?: URLSearchParams): Promise<Response> {
  const url = new URL(`/api/auth/${nextauth.join("/")}`, env().NEXTAUTH_URL);
  const request = new NextRequest(url, body ? { method: "POST", body } : {});
  const answer: Response = await NextAuth(
    request,
    { params: Promise.resolve({ nextauth }) },
    await nextAuthOptions(),
  );
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) jar.set(cookie);
  return answer;
}
