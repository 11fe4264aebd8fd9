import type { Metadata } from "next";
import { BuildTable } from "@/components/builds/build-table";
import { ComponentPage } from "@/components/catalog/component-page";
import { ApiReferenceLink } from "@/components/console/api-reference-link";
import { EmptyState } from "@/components/console/empty-state";
import { newestFirst, readCursor } from "@/components/ui/newest-first";
import { PageLinks } from "@/components/ui/page-links";
import { loadBuildList } from "@/lib/deploy/loaders-builds";
import { openPage } from "@/lib/transport/page";

type Props = PageProps<"/[organization]/projects/[project]/components/[component]/builds">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Builds of ${(await params).component}` };
}

/** A component's tab Builds: what was built, newest number first. A row leads to the build's page. */
export default async function BuildsPage({ params, searchParams }: Props) {
  const { organization, ...slugs } = await params;
  const { cursor } = await readCursor(searchParams);
  const { view } = await openPage(organization, (caller) =>
    loadBuildList(caller, { ...slugs, cursor: cursor ?? undefined }),
  );
  const here = `/${organization}/projects/${view.project.slug}/components/${view.component.slug}/builds`;
  return (
    <ComponentPage organization={organization} head={view} active="Builds">
      {view.builds.length > 0 ? (
        <>
          <BuildTable builds={view.builds} base={here} />
          <PageLinks links={newestFirst(here, cursor, view.nextCursor)} />
        </>
      ) : (
        <EmptyState title="No build yet" action={<ApiReferenceLink />}>
          A pipeline reports what it built through the API: POST /api/v1/projects/{view.project.slug}
          /components/{view.component.slug}/builds.
        </EmptyState>
      )}
    </ComponentPage>
  );
}
