"use client";

import type { ActionResult } from "@/components/ui/action-result";
import { AppLink } from "@/components/ui/app-link";
import type { EnvironmentHistoryView } from "@/lib/deploy/views-pages";
import { ConfirmedButton } from "./confirmed-button";
import type { BoardContext, BoardSubject } from "./deploy-views";
import { DeploymentList } from "./deployment-list";
import { RequestDrawer } from "./request-drawer";

export type DeployAgainAction = (
  input: BoardSubject & {
    environment: string;
    kind: "redeploy" | "rollback";
    build: number;
    request: number | null;
  },
) => Promise<ActionResult>;

type Row = EnvironmentHistoryView["rows"][number];

interface EnvironmentHistoryProps {
  organization: string;
  subject: BoardSubject;
  environment: EnvironmentHistoryView["environment"];
  rows: Row[];
  /** The component's address; a build's page lies below it. */
  base: string;
  deployAgainAction: DeployAgainAction;
  submitRequestAction: BoardContext["actions"]["submitRequestAction"];
}

const labels = {
  redeploy: "Redeploy",
  rollback: "Roll back to this",
  "ask-rollback": "Request to Roll Back",
} as const;

function Action({ row, ...props }: EnvironmentHistoryProps & { row: Row }) {
  const { action, build, configuration } = row;
  const { name, slug } = props.environment;
  if (!action) return null;
  const label = labels[action.kind];
  const what = `build #${build}, configuration v${configuration}`;
  if (action.kind === "ask-rollback")
    return (
      <RequestDrawer
        organization={props.organization}
        subject={props.subject}
        kind="rollback"
        from={props.environment}
        to={props.environment}
        build={build}
        label={label}
        name={`${label} ${name} to ${what}`}
        submitRequestAction={props.submitRequestAction}
      />
    );
  const isRollback = action.kind === "rollback";
  const request = isRollback ? action.request : null;
  return (
    <ConfirmedButton
      variant="outline"
      label={label}
      name={`${label}: ${what}`}
      title={
        isRollback ? `Roll ${name} back to build #${build}?` : `Deploy build #${build} to ${name} again?`
      }
      confirmLabel={isRollback ? "Roll back" : "Redeploy"}
      pendingLabel="Starting…"
      dismissLabel="Not now"
      confirmAction={() =>
        props.deployAgainAction({
          ...props.subject,
          environment: slug,
          kind: isRollback ? "rollback" : "redeploy",
          build,
          request,
        })
      }
    >
      <p>
        {isRollback
          ? `${name} will run ${what}, as it did before. ${request === null ? "This needs no approval, and is recorded." : `This uses the approval of request ${request}.`}`
          : `${name} runs ${what}. The same is delivered again; nothing else changes.`}
      </p>
    </ConfirmedButton>
  );
}

/** What was deployed to an environment, newest first, and what of it can be brought back. */
export function EnvironmentHistory(props: EnvironmentHistoryProps) {
  return (
    <div
      data-focus-home
      tabIndex={-1}
      className="overflow-hidden rounded-panel border border-border bg-surface"
    >
      <DeploymentList
        rows={props.rows}
        titleOf={({ build }) => (
          <AppLink href={`${props.base}/builds/${build}`} className="py-1 underline-offset-4 hover:underline">
            Build #{build}
          </AppLink>
        )}
        actionOf={(row) => <Action row={row} {...props} />}
      />
    </div>
  );
}
