import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";

/** What the pages need of next-auth; its own pages, its session and its log end here. */
const verbs = ["csrf", "signin", "callback", "signout", "error"];

async function handle(request: NextRequest, context: RouteContext<"/api/auth/[...nextauth]">) {
  const [verb = "", provider] = (await context.params).nextauth;
  const options = await nextAuthOptions();
  const isKnown = provider === undefined || options.providers.some(({ id }) => id === provider);
  if (!verbs.includes(verb) || !isKnown) return new Response("Not found", { status: 404 });
  return NextAuth(request, context, options);
}

export { handle as GET, handle as POST };
