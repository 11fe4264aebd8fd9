import type { Metadata } from "next";
import { ApiReference } from "@/components/api-reference/api-reference";
import { referenceOf } from "@/components/api-reference/reference";
import { env } from "@/lib/env";
import { api } from "../api";

export const metadata: Metadata = { title: "REST API" };

/** Public, like the document that it is made of: it says what can be asked, and nothing of anybody. */
export default async function ApiDocsPage() {
  const document = await (await api.request("/api/v1/openapi.json")).json();
  return <ApiReference reference={referenceOf(document, new URL(env().NEXTAUTH_URL).origin)} />;
}
