import { ChangeList } from "@/components/approvals/change-list";
import { Panel } from "@/components/console/panel";
import { DeploymentList } from "@/components/deploy/deployment-list";
import type { BuildPageView } from "@/lib/deploy/views-pages";
import { BuildFacts } from "./build-facts";
import { LivePlaces } from "./live-places";

function none(text: string) {
  return <p className="px-4 py-3 text-sm text-muted">{text}</p>;
}

/** One build: what came with it, where it went, and what it is. */
export function BuildDetails({ build }: { build: BuildPageView }) {
  const { commits, deployments } = build;
  return (
    <div className="@container">
      <div className="grid items-start gap-4 @3xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-4">
          <Panel
            flush
            title={
              commits.length === 1
                ? "1 commit since the build before"
                : `${commits.length} commits since the build before`
            }
          >
            {commits.length > 0 ? (
              <ChangeList commits={commits} open={12} />
            ) : (
              none("No commit was reported with this build.")
            )}
          </Panel>
          <Panel flush title="Deployments" aside={build.isCut ? `The newest ${deployments.length}` : null}>
            {deployments.length > 0 ? (
              <DeploymentList rows={deployments} titleOf={(row) => row.environment.name} />
            ) : (
              none("This build was not deployed yet. What becomes of it appears here.")
            )}
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          <Panel title="Runs in">
            <LivePlaces places={build.places} />
          </Panel>
          <Panel title="Artifact">
            <BuildFacts build={build} />
          </Panel>
        </div>
      </div>
    </div>
  );
}
