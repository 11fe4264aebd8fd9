import type { Metadata } from "next";
import { ProjectList, type ProjectRow } from "@/components/catalog/project-list";
import { EmptyState } from "@/components/console/empty-state";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { packRows } from "@/components/ui/packed-rows";
import { loadHome } from "@/lib/catalog/loaders-console";
import { openPage } from "@/lib/transport/page";

export const metadata: Metadata = { title: "Projects" };

const mostNames = 4;

/** The organization's home: its projects. */
export default async function ProjectsPage({ params }: PageProps<"/[organization]">) {
  const { organization } = await params;
  const { view } = await openPage(organization, loadHome);
  const rows = view.projects.map(({ slug, name, components, lastBuildAt }) => ({
    name,
    href: `/${organization}/projects/${slug}`,
    description: components.length > 0 ? namesOf(components) : null,
    componentCount: components.length,
    lastBuildAt,
  }));
  return (
    <Page breadcrumbs={[{ label: "Projects" }]}>
      <PageHeader title="Projects" />
      {rows.length > 0 ? (
        <ProjectList projects={packRows<ProjectRow>(rows)} />
      ) : (
        <EmptyState title="No project yet">
          {view.mayCreate
            ? "Projects hold the components that are built and promoted. Make the first one through the API: POST /api/v1/projects."
            : "The projects that you may see appear here. Ask an administrator of the organization for a role in one."}
        </EmptyState>
      )}
    </Page>
  );
}

function namesOf(names: string[]): string {
  const left = names.length - mostNames;
  return left > 0 ? `${names.slice(0, mostNames).join(", ")} and ${left} more` : names.join(", ");
}
