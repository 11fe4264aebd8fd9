import type { Route } from "next";
import { redirect } from "next/navigation";

/** Settings opens at its first page. */
export default async function SettingsPage({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  redirect(`/${encodeURIComponent(organization)}/settings/workflows` as Route);
}
