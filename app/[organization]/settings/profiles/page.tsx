import type { Metadata } from "next";
import { EmptyState } from "@/components/console/empty-state";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { ProfileTable } from "@/components/profiles/profile-table";
import { ButtonLink } from "@/components/ui/button-link";
import { openPage } from "@/lib/transport/page";
import { loadProfileRows } from "@/lib/workflows/loaders-profiles";

export const metadata: Metadata = { title: "Approval profiles" };

export default async function ProfilesPage({ params }: PageProps<"/[organization]/settings/profiles">) {
  const { organization } = await params;
  const { caller, view: profiles } = await openPage(organization, loadProfileRows);
  const settings = `/${caller.organization.slug}/settings`;
  const add = (
    <ButtonLink variant="primary" href={`${settings}/profiles/new`}>
      New profile
    </ButtonLink>
  );
  return (
    <Page breadcrumbs={[{ label: "Settings", href: settings }, { label: "Approval profiles" }]}>
      <PageHeader
        title="Approval profiles"
        subtitle="Named sets of approval rules. A workflow, a project or one target is put under one of them."
        aside={profiles.length > 0 ? add : null}
      />
      {profiles.length > 0 ? (
        <ProfileTable profiles={profiles} baseHref={`${settings}/profiles`} />
      ) : (
        <EmptyState title="No approval profile yet" action={add}>
          The profiles that your workflows use will stand here, with their versions. Turning on a workflow
          makes one, or write your own.
        </EmptyState>
      )}
    </Page>
  );
}
