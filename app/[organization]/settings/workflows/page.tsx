import type { Metadata } from "next";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { WorkflowTable } from "@/components/workflows/workflow-table";
import { openPage } from "@/lib/transport/page";
import { loadWorkflowSettings } from "@/lib/workflows/loaders";
import { saveWorkflowAction, turnOffWorkflowAction } from "./actions";

export const metadata: Metadata = { title: "Workflows" };

export default async function WorkflowsPage({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  const { caller, view } = await openPage(organization, loadWorkflowSettings);
  const { slug, name } = caller.organization;
  return (
    <Page breadcrumbs={[{ label: "Settings", href: `/${slug}/settings` }, { label: "Workflows" }]}>
      <PageHeader title="Workflows" subtitle={`What needs somebody's approval in ${name}, and whose.`} />
      <WorkflowTable
        workflows={view.workflows}
        options={view.options}
        whoCouldApproveHref={`/api/console/${slug}/who-could-approve`}
        profilesHref={`/${slug}/settings/profiles`}
        actions={{
          saveWorkflowAction: saveWorkflowAction.bind(null, slug),
          turnOffWorkflowAction: turnOffWorkflowAction.bind(null, slug),
        }}
      />
    </Page>
  );
}
