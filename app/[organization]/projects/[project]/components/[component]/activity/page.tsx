import type { Metadata } from "next";
import { ComponentPage } from "@/components/catalog/component-page";
import { ApiReferenceLink } from "@/components/console/api-reference-link";
import { EmptyState } from "@/components/console/empty-state";
import { ActivityList } from "@/components/deploy/activity-list";
import { newestFirst, readCursor } from "@/components/ui/newest-first";
import { PageLinks } from "@/components/ui/page-links";
import { loadActivity } from "@/lib/deploy/loaders-activity";
import { openPage } from "@/lib/transport/page";

type Props = PageProps<"/[organization]/projects/[project]/components/[component]/activity">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Activity of ${(await params).component}` };
}

/** A component's tab Activity: all that happened to it, newest first. */
export default async function ActivityPage({ params, searchParams }: Props) {
  const { organization, ...slugs } = await params;
  const { cursor } = await readCursor(searchParams);
  const { view } = await openPage(organization, (caller) =>
    loadActivity(caller, { ...slugs, cursor: cursor ?? undefined }),
  );
  const { project, component, items, nextCursor } = view;
  const here = `/${organization}/projects/${project.slug}/components/${component.slug}/activity`;
  return (
    <ComponentPage organization={organization} head={view} active="Activity">
      {items.length > 0 ? (
        <ActivityList items={items} />
      ) : (
        <EmptyState title="Nothing has happened yet" action={<ApiReferenceLink />}>
          Builds, configurations, requests, their decisions and deployments appear here. A pipeline starts by
          reporting a build.
        </EmptyState>
      )}
      <PageLinks links={newestFirst(here, cursor, nextCursor)} />
    </ComponentPage>
  );
}
