import type { Metadata } from "next";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { NewProfile } from "@/components/profiles/new-profile";
import { openPage } from "@/lib/transport/page";
import { loadNewProfile } from "@/lib/workflows/loaders-profiles";
import { createProfileAction } from "../actions";

export const metadata: Metadata = { title: "New approval profile" };

export default async function NewProfilePage({ params }: PageProps<"/[organization]/settings/profiles/new">) {
  const { organization } = await params;
  const { caller, view } = await openPage(organization, loadNewProfile);
  const { slug } = caller.organization;
  const profiles = `/${slug}/settings/profiles`;
  return (
    <Page
      breadcrumbs={[
        { label: "Settings", href: `/${slug}/settings` },
        { label: "Approval profiles", href: profiles },
        { label: "New profile" },
      ]}
    >
      <PageHeader
        title="New approval profile"
        subtitle="Who has to agree, in which order, and under which rules."
      />
      <NewProfile
        presets={view.presets}
        startsFrom={view.startsFrom}
        options={view.options}
        checkHref={`/api/console/${slug}/rules-check`}
        profilesHref={profiles}
        createProfileAction={createProfileAction.bind(null, slug)}
      />
    </Page>
  );
}
