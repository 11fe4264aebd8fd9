import type { Metadata } from "next";
import { cancelRequestAction } from "@/app/[organization]/approvals/requests/[number]/actions";
import { ComponentPage } from "@/components/catalog/component-page";
import { ApiReferenceLink } from "@/components/console/api-reference-link";
import { EmptyState } from "@/components/console/empty-state";
import { ActivityList } from "@/components/deploy/activity-list";
import { DeployBoard } from "@/components/deploy/deploy-board";
import { AppLink } from "@/components/ui/app-link";
import { loadDeployBoard } from "@/lib/deploy/loaders";
import { openPage } from "@/lib/transport/page";
import {
  checkAgainAction,
  configureAction,
  promoteAction,
  requestPromotionAction,
  retryAction,
} from "./actions";

type Props = PageProps<"/[organization]/projects/[project]/components/[component]/deploy">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Deploy ${(await params).component}` };
}

/** A component's Deploy page (product.md, 2): a card per environment, and the one next action towards each target. */
export default async function DeployPage({ params }: Props) {
  const { organization, ...slugs } = await params;
  const { view } = await openPage(organization, (caller) => loadDeployBoard(caller, slugs));
  const { project, component, environments, activity } = view;
  const subject = { project: project.slug, component: component.slug };
  return (
    <ComponentPage organization={organization} head={view} active="Deploy">
      {environments.length > 0 ? (
        <DeployBoard
          organization={organization}
          subject={subject}
          environments={environments}
          actions={{
            promoteAction: promoteAction.bind(null, organization),
            configureAction: configureAction.bind(null, organization),
            submitRequestAction: requestPromotionAction.bind(null, organization),
            cancelRequestAction: cancelRequestAction.bind(null, organization),
            retryAction: retryAction.bind(null, organization),
            checkAgainAction: checkAgainAction.bind(null, organization),
          }}
        />
      ) : (
        <EmptyState title="No environment yet" action={<ApiReferenceLink />}>
          Environments are where components run. Administrators make them through the API: POST
          /api/v1/environments.
        </EmptyState>
      )}
      <section aria-labelledby="activity" className="mt-8">
        <div className="mb-3 flex items-baseline justify-between gap-4">
          <h2 id="activity" className="text-base font-semibold">
            Activity
          </h2>
          {activity.length > 0 ? (
            <AppLink
              href={`/${organization}/projects/${project.slug}/components/${component.slug}/activity`}
              className="py-0.5 text-sm text-muted underline underline-offset-4 hover:text-foreground"
            >
              All activity
            </AppLink>
          ) : null}
        </div>
        {activity.length > 0 ? (
          <ActivityList items={activity} />
        ) : (
          <EmptyState title="Nothing has happened yet" action={<ApiReferenceLink />}>
            Deployments, requests and their decisions appear here. A pipeline starts by reporting a build and
            deploying it.
          </EmptyState>
        )}
      </section>
    </ComponentPage>
  );
}
