import type { Metadata } from "next";
import { EmptyState } from "@/components/console/empty-state";
import { Notice } from "@/components/console/notice";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { EnvironmentHistory } from "@/components/deploy/environment-history";
import { newestFirst, readCursor } from "@/components/ui/newest-first";
import { PageLinks } from "@/components/ui/page-links";
import { loadEnvironmentHistory } from "@/lib/deploy/loaders-history";
import { openPage } from "@/lib/transport/page";
import { deployAgainAction, requestPromotionAction } from "../actions";

type Props = PageProps<"/[organization]/projects/[project]/components/[component]/deploy/[environment]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { component, environment } = await params;
  return { title: `${component} in ${environment}` };
}

/** An environment's history: who deployed what there and when, under which request, and the way back to it. */
export default async function EnvironmentHistoryPage({ params, searchParams }: Props) {
  const { organization, ...slugs } = await params;
  const { cursor } = await readCursor(searchParams);
  const { view } = await openPage(organization, (caller) =>
    loadEnvironmentHistory(caller, { ...slugs, cursor: cursor ?? undefined }),
  );
  const { project, component, environment, rows, remark, nextCursor } = view;
  const projectHref = `/${organization}/projects/${project.slug}`;
  const base = `${projectHref}/components/${component.slug}`;
  const here = `${base}/deploy/${environment.slug}`;
  return (
    <Page
      breadcrumbs={[
        { label: "Projects", href: `/${organization}` },
        { label: project.name, href: projectHref },
        { label: component.name, href: `${base}/deploy` },
        { label: environment.name },
      ]}
    >
      <PageHeader
        title={`${component.name} in ${environment.name}`}
        subtitle="Every deployment there, newest first."
      />
      {remark && rows.length > 0 ? <Notice className="mb-4">{remark}</Notice> : null}
      {rows.length > 0 ? (
        <EnvironmentHistory
          organization={organization}
          subject={{ project: project.slug, component: component.slug }}
          environment={environment}
          rows={rows}
          base={base}
          deployAgainAction={deployAgainAction.bind(null, organization)}
          submitRequestAction={requestPromotionAction.bind(null, organization)}
        />
      ) : (
        <EmptyState title="Nothing was deployed here yet">
          Deployments appear here with who started them and under which request. What ran once can be brought
          back from here.
        </EmptyState>
      )}
      <PageLinks links={newestFirst(here, cursor, nextCursor)} />
    </Page>
  );
}
