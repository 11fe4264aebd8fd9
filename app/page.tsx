import type { Route } from "next";
import { redirect } from "next/navigation";
import { NoOrganization } from "@/components/auth/no-organization";
import { OrganizationChooser } from "@/components/auth/organization-chooser";
import { loadSignedInUser, loadStart } from "@/lib/auth/loaders";
import { switchAccountAction } from "./(auth)/sign-in/actions";

/** Leads to my organization, or to the choice, or says that there is none. */
export default async function StartPage() {
  const user = await loadSignedInUser();
  if (!user) redirect("/sign-in");
  const { organizations, isSetUp } = await loadStart(user);
  const [first, second] = organizations;
  if (first && !second) redirect(`/${first.slug}` as Route);
  if (!isSetUp) redirect("/set-up");
  if (!first) return <NoOrganization user={user} switchAccount={{ action: switchAccountAction }} />;
  const choices = organizations.map(({ roles, ...rest }) => ({
    ...rest,
    roles: roles.join(", ") || "Member",
  }));
  return <OrganizationChooser organizations={choices} />;
}
