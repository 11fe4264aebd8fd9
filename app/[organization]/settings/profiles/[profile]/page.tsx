import type { Metadata } from "next";
import { createLoader, parseAsInteger } from "nuqs/server";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { RelativeTime } from "@/components/console/relative-time";
import { BoundList } from "@/components/profiles/bound-list";
import { ProfileEditor } from "@/components/profiles/profile-editor";
import { VersionList } from "@/components/profiles/version-list";
import { openPage } from "@/lib/transport/page";
import { loadProfilePage } from "@/lib/workflows/loaders-profiles";
import { createBindingAction, removeBindingAction, saveProfileAction } from "../actions";

export const metadata: Metadata = { title: "Approval profile" };

const readParameters = createLoader({ from: parseAsInteger, to: parseAsInteger });

export default async function ProfilePage({
  params,
  searchParams,
}: PageProps<"/[organization]/settings/profiles/[profile]">) {
  const { organization, profile: id } = await params;
  const { from, to } = await readParameters(searchParams);
  const { caller, view } = await openPage(organization, (caller) =>
    loadProfilePage(caller, { id, from: from ?? undefined, to: to ?? undefined }),
  );
  const { slug } = caller.organization;
  const { profile } = view;
  return (
    <Page
      breadcrumbs={[
        { label: "Settings", href: `/${slug}/settings` },
        { label: "Approval profiles", href: `/${slug}/settings/profiles` },
        { label: profile.name },
      ]}
    >
      <PageHeader
        title={profile.name}
        subtitle={
          <>
            Version {profile.version}, changed by {profile.changedBy} <RelativeTime at={profile.changedAt} />
          </>
        }
      />
      <ProfileEditor
        key={profile.id}
        profile={profile}
        saving={view.saving}
        options={view.options}
        checkHref={`/api/console/${slug}/rules-check`}
        saveProfileAction={saveProfileAction.bind(null, slug)}
      >
        <BoundList
          profile={profile.name}
          bound={view.bound}
          options={view.bindingOptions}
          createBindingAction={createBindingAction.bind(null, slug)}
          removeBindingAction={removeBindingAction.bind(null, slug)}
        />
        <VersionList versions={view.versions} compared={view.compared} />
      </ProfileEditor>
    </Page>
  );
}
