import type { ReactNode } from "react";
import { Page } from "@/components/console/page";
import { PageArea } from "@/components/console/page-area";
import type { ComponentHeadView } from "@/lib/catalog/views-head";
import { ComponentHeader, type ComponentTab } from "./component-header";

interface ComponentPageProps {
  organization: string;
  head: ComponentHeadView;
  active: ComponentTab;
  children: ReactNode;
}

/** What each of a component's pages stands in: the way here, its name, and its tabs. */
export function ComponentPage({ organization, head, active, children }: ComponentPageProps) {
  const { project, component, latestBuild } = head;
  const projectHref = `/${organization}/projects/${project.slug}`;
  const here = `${projectHref}/components/${component.slug}`;
  return (
    <Page
      breadcrumbs={[
        { label: "Projects", href: `/${organization}` },
        { label: project.name, href: projectHref },
        { label: component.name },
      ]}
    >
      <ComponentHeader name={component.name} latestBuild={latestBuild} active={active} base={here} />
      <PageArea area="tab">{children}</PageArea>
    </Page>
  );
}
