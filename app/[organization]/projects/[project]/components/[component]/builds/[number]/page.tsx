import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BuildDetails } from "@/components/builds/build-details";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { RelativeTime } from "@/components/console/relative-time";
import { loadBuildPage } from "@/lib/deploy/loaders-builds";
import { openPage } from "@/lib/transport/page";

type Props = PageProps<"/[organization]/projects/[project]/components/[component]/builds/[number]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { component, number } = await params;
  return { title: `${component} #${number}` };
}

/** One build of a component: its commits, its digest, and where it is and was deployed under which request. */
export default async function BuildPage({ params }: Props) {
  const { organization, number, ...slugs } = await params;
  if (!/^[1-9]\d{0,8}$/u.test(number)) notFound();
  const { view } = await openPage(organization, (caller) =>
    loadBuildPage(caller, { ...slugs, number: Number(number) }),
  );
  const { project, component } = view;
  const projectHref = `/${organization}/projects/${project.slug}`;
  const here = `${projectHref}/components/${component.slug}`;
  return (
    <Page
      breadcrumbs={[
        { label: "Projects", href: `/${organization}` },
        { label: project.name, href: projectHref },
        { label: component.name, href: `${here}/deploy` },
        { label: "Builds", href: `${here}/builds` },
        { label: `#${view.number}` },
      ]}
    >
      <PageHeader
        title={
          <>
            {component.name} <span className="font-mono text-[0.9em]">#{view.number}</span>
          </>
        }
        subtitle={
          <>
            Built <RelativeTime at={view.builtAt} />
            {view.branch ? ` from ${view.branch}` : ""}
          </>
        }
      />
      <BuildDetails build={view} />
    </Page>
  );
}
