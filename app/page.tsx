import type { Route } from "next";
import { redirect } from "next/navigation";
import { NoOrganization } from "@/components/auth/no-organization";
import { OrganizationChooser } from "@/components/auth/organization-chooser";
import { loadSignedInUser, loadStart } from "@/lib/auth/loaders";
import { switchAccountAction } from "./(auth)/sign-in/actions";

/** Whoever controls an address is not by that the person who signs in with it elsewhere. */
const anotherWay =
  "A member with this address signs in another way. If that is you, switch account and sign in as you did before; if not, ask an administrator of your organization.";

/** Leads to my organization, or to the choice, or says that there is none. */
export default async function StartPage() {
  const user = await loadSignedInUser();
  if (!user) redirect("/sign-in");
  const { organizations, isSetUp, isMemberAnotherWay } = await loadStart(user);
  const [first, second] = organizations;
  if (first && !second) redirect(`/${first.slug}` as Route);
  if (!isSetUp) redirect("/set-up");
  if (!first) {
    return (
      <NoOrganization
        user={user}
        whomToAsk={isMemberAnotherWay ? anotherWay : undefined}
        switchAccount={{ action: switchAccountAction }}
      />
    );
  }
  const choices = organizations.map(({ roles, ...rest }) => ({
    ...rest,
    roles: roles.join(", ") || "Member",
  }));
  return <OrganizationChooser organizations={choices} />;
}
