import type { Metadata } from "next";
import { ComponentList, type ComponentRow } from "@/components/catalog/component-list";
import { ApiReferenceLink } from "@/components/console/api-reference-link";
import { EmptyState } from "@/components/console/empty-state";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { packRows } from "@/components/ui/packed-rows";
import { loadProjectBoard } from "@/lib/deploy/loaders";
import { openPage } from "@/lib/transport/page";

type Props = PageProps<"/[organization]/projects/[project]">;

export const metadata: Metadata = { title: "Components" };

/** A project: its components, with the build in every environment and the next action. */
export default async function ProjectPage({ params }: Props) {
  const { organization, project } = await params;
  const { view } = await openPage(organization, (caller) => loadProjectBoard(caller, { project }));
  const here = `/${organization}/projects/${view.project.slug}`;
  const rows = view.components.map(({ slug, name, environments, next }) => {
    const href = `${here}/components/${slug}/deploy`;
    return { name, href, environments, next: next && { ...next, href: next.leads ? href : null } };
  });
  return (
    <Page breadcrumbs={[{ label: "Projects", href: `/${organization}` }, { label: view.project.name }]}>
      <PageHeader
        title={view.project.name}
        subtitle={view.isCut ? `The first ${rows.length} components, by name.` : undefined}
      />
      {rows.length > 0 ? (
        <ComponentList components={packRows<ComponentRow>(rows)} />
      ) : (
        <EmptyState title="No component yet" action={<ApiReferenceLink />}>
          A component is what is built and promoted. Administrators make one through the API: POST
          /api/v1/projects/{view.project.slug}/components.
        </EmptyState>
      )}
    </Page>
  );
}
