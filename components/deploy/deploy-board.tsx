import { ArrowDown, ArrowRight } from "lucide-react";
import { Fragment } from "react";
import type { DeployActions, EnvironmentView } from "./deploy-views";
import { EnvironmentCard } from "./environment-card";

interface DeployBoardProps {
  /** Of the component, for a draft that outlives a closed drawer: unique in the browser. */
  draftKey: string;
  /** In promotion order. */
  environments: EnvironmentView[];
  actions: DeployActions;
}

/** One card per environment, joined by arrows in promotion order; beside each other where there is room. */
export function DeployBoard({ draftKey, environments, actions }: DeployBoardProps) {
  return (
    <div className="@container">
      <ol className="flex flex-col gap-2 @4xl:flex-row @4xl:items-stretch @4xl:gap-0">
        {environments.map((environment, index) => (
          <Fragment key={environment.slug}>
            {index > 0 ? (
              <li
                aria-hidden="true"
                className="flex shrink-0 items-center justify-center text-muted @4xl:w-8"
              >
                <ArrowRight className="hidden size-4 @4xl:block" />
                <ArrowDown className="size-4 @4xl:hidden" />
              </li>
            ) : null}
            <li className="min-w-0 flex-1">
              <EnvironmentCard environment={environment} draftKey={draftKey} actions={actions} />
            </li>
          </Fragment>
        ))}
      </ol>
    </div>
  );
}
