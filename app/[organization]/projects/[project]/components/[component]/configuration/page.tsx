import type { Metadata } from "next";
import { createLoader, createSerializer, parseAsString } from "nuqs/server";
import { PendingScopes } from "@/components/approvals/pending-scopes";
import { ComponentPage } from "@/components/catalog/component-page";
import { ComparisonPanel } from "@/components/configuration/comparison-panel";
import { ConfigurationEditor } from "@/components/configuration/configuration-editor";
import { EntryList } from "@/components/configuration/entry-list";
import { NotDeployedNotice } from "@/components/configuration/not-deployed-notice";
import { VersionList } from "@/components/configuration/version-list";
import { EmptyState } from "@/components/console/empty-state";
import { loadConfigurationPage } from "@/lib/deploy/loaders-configuration";
import { openPage } from "@/lib/transport/page";
import { saveConfigurationAction } from "./actions";

type Props = PageProps<"/[organization]/projects/[project]/components/[component]/configuration">;

const parameters = { environment: parseAsString, left: parseAsString, right: parseAsString };
const readParameters = createLoader(parameters);
const query = createSerializer(parameters);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Configuration of ${(await params).component}` };
}

/** A component's tab Configuration: per environment what was saved, its versions, and any two of them compared. */
export default async function ConfigurationPage({ params, searchParams }: Props) {
  const { organization, ...slugs } = await params;
  const { environment, left, right } = await readParameters(searchParams);
  const asked = { environment: environment ?? undefined, left: left ?? undefined, right: right ?? undefined };
  const { view } = await openPage(organization, (caller) =>
    loadConfigurationPage(caller, { ...slugs, ...asked }),
  );
  const { current, environments, mayEdit } = view;
  const [project, component] = [view.project.slug, view.component.slug];
  const base = `/${organization}/projects/${project}/components/${component}`;
  const here = `${base}/configuration`;
  if (!current) {
    return (
      <ComponentPage organization={organization} head={view} active="Configuration">
        <EmptyState title="No environment yet">
          Configuration belongs to a component in an environment. Administrators make environments through the
          API: POST /api/v1/environments.
        </EmptyState>
      </ComponentPage>
    );
  }
  const versions = environments.find(({ slug }) => slug === current.slug)?.versions ?? [];
  return (
    <ComponentPage organization={organization} head={view} active="Configuration">
      <div className="mb-4">
        <PendingScopes
          label="Environment"
          scopes={environments.map(({ slug, name }) => ({
            label: name,
            href: `${here}${query({ environment: slug })}`,
            isActive: slug === current.slug,
            count: null,
          }))}
        />
      </div>
      <NotDeployedNotice current={current} deployHref={`${base}/deploy#environment-${current.slug}`} />
      <div className="@container">
        <div className="grid items-start gap-4 @3xl:grid-cols-[minmax(0,1fr)_18rem]">
          {/* Another environment is another form: what was typed for one never stands under the other's name. */}
          <div key={current.slug} className="grid min-w-0 gap-4">
            <ConfigurationEditor
              subject={{ organization, project, component }}
              current={current}
              mayEdit={mayEdit}
              saveAction={saveConfigurationAction.bind(null, organization)}
            >
              {Object.keys(current.entries).length > 0 ? (
                <EntryList entries={current.entries} />
              ) : (
                <p className="px-4 py-3 text-sm text-muted">
                  {current.name} has no keys for {view.component.name} yet.
                  {mayEdit ? " Edit adds the first ones." : ""}
                </p>
              )}
            </ConfigurationEditor>
            <ComparisonPanel here={here} view={view} environment={current.slug} />
          </div>
          <VersionList
            versions={versions}
            isCut={current.isCut}
            compareHref={(from, to) =>
              `${here}${query({ environment: current.slug, left: from, right: to })}`
            }
          />
        </div>
      </div>
    </ComponentPage>
  );
}
