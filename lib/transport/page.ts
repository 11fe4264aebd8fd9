import type { Route } from "next";
import { headers } from "next/headers";
import { forbidden, notFound, permanentRedirect, redirect } from "next/navigation";
import { requireCaller } from "@/lib/auth/require-actor";
import { signInPath } from "@/lib/auth/way-back";
import type { Caller } from "@/lib/directory/caller";
import type { Result } from "@/lib/kernel/result";
import { pathHeader } from "./path-header";

/**
 * Who opens a page of the organization. Signed out leads to sign-in, with the way back; no such organization, or not one
 * of this person's, to the not-found page; a slug it had before to today's.
 */
export async function pageCaller(organizationSlug: string): Promise<Caller> {
  const result = await requireCaller(organizationSlug);
  if (result.kind === "signed-out") redirect(signInPath(await askedPath()) as Route);
  if (result.kind === "not-found") notFound();
  const { slug } = result.caller.organization;
  if (slug !== organizationSlug)
    permanentRedirect((await askedPath()).replace(/^\/[^/?]+/u, `/${slug}`) as Route);
  return result.caller;
}

/** The doorway of a page: finds the caller, then what the page shows. Await it before the first Suspense. */
export async function openPage<View>(
  organizationSlug: string,
  load: (caller: Caller) => Promise<Result<View>>,
): Promise<{ caller: Caller; view: View }> {
  const caller = await pageCaller(organizationSlug);
  return { caller, view: shown(await load(caller)) };
}

/** The value, or the page for the refusal: `forbidden.tsx` where a role is missing, else `not-found.tsx`. */
function shown<View>(result: Result<View>): View {
  if (result.ok) return result.value;
  const { code } = result.refusal;
  if (code === "not_permitted") forbidden();
  if (code === "not_found" || code === "invalid_input") notFound();
  throw new Error(`a page's loader answered ${code}`);
}

/** Path and query as the browser asked for them. */
export async function askedPath(): Promise<string> {
  return (await headers()).get(pathHeader) ?? "/";
}
