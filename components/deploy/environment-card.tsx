import { ShieldCheck } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import { StatusDot } from "@/components/console/status-dot";
import type { EnvironmentCardView } from "@/lib/deploy/views";
import type { BoardContext } from "./deploy-views";
import { DeploymentFacts } from "./deployment-facts";
import { DeploymentProgress } from "./deployment-progress";
import { DriftNotice } from "./drift-notice";
import { FailedDeployment } from "./failed-deployment";
import { TargetAction } from "./target-action";

interface EnvironmentCardProps {
  environment: EnvironmentCardView;
  /** Pipelines deploy into the first; the others are reached by promotions. */
  isFirst: boolean;
  context: BoardContext;
}

/** Others say Delivered of what runs. Here that takes a report of its health, or that the environment does without one. */
function deliveredMeans({ label, tone }: EnvironmentCardView["status"]): string | null {
  if (label !== "Delivered") return null;
  return tone === "running"
    ? "Handed over for deployment, which counts as healthy here."
    : "Handed over for deployment; no report yet that it runs.";
}

function CardHeader({ environment }: { environment: EnvironmentCardView }) {
  const { status } = environment;
  return (
    <div className="flex min-h-12 items-center gap-2 border-b border-border px-4 py-2">
      <h2 className="truncate text-base font-semibold">{environment.name}</h2>
      {environment.isCritical ? (
        <span className="inline-flex h-5 items-center gap-1 rounded-sm border border-border px-1.5 text-2xs font-medium text-muted">
          <ShieldCheck aria-hidden="true" className="size-3" />
          Critical
        </span>
      ) : null}
      <span className="ml-auto flex shrink-0 items-center gap-2">
        <StatusDot tone={status.tone}>{status.label}</StatusDot>
        {status.since ? <RelativeTime at={status.since} form="age" className="text-muted" /> : null}
      </span>
    </div>
  );
}

export function EnvironmentCard({ environment, isFirst, context }: EnvironmentCardProps) {
  const { live, drift, failed, progress, targets } = environment;
  const meaning = deliveredMeans(environment.status);
  const { actions, subject, organization } = context;
  const base = `/${organization}/projects/${subject.project}/components/${subject.component}`;
  return (
    <article
      id={`environment-${environment.slug}`}
      aria-label={environment.name}
      className="flex h-full flex-col rounded-panel border border-border bg-surface"
    >
      <CardHeader environment={environment} />
      <div className="grid flex-1 content-start gap-3 p-4">
        {meaning ? <p className="text-xs text-muted">{meaning}</p> : null}
        {live ? (
          <DeploymentFacts live={live} environment={environment} base={base} />
        ) : (
          <p className="text-sm text-muted">
            Nothing was deployed here yet.{" "}
            {isFirst ? "A pipeline deploys here, by the API." : "The first promotion fills this card."}
          </p>
        )}
        {drift ? (
          <DriftNotice
            drift={drift}
            place={{ ...subject, environment: environment.slug }}
            checkAgainAction={actions.checkAgainAction}
          />
        ) : null}
        {failed ? (
          <FailedDeployment
            failed={failed}
            historyHref={`${base}/deploy/${environment.slug}`}
            retryAction={actions.retryAction}
          />
        ) : null}
        {progress ? <DeploymentProgress progress={progress} /> : null}
      </div>
      <div className="divide-y divide-border border-t border-border">
        {environment.configuration ? (
          <TargetAction source={environment} target={environment.configuration} context={context} />
        ) : null}
        {targets.map((target) => (
          <TargetAction
            key={target.environment.slug}
            source={environment}
            target={target}
            context={context}
          />
        ))}
        {targets.length === 0 ? (
          <p className="flex min-h-16 items-center px-4 py-3 text-sm text-muted">
            Nothing follows {environment.name}.
          </p>
        ) : null}
      </div>
    </article>
  );
}
