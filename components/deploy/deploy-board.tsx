import { ArrowDown, ArrowRight } from "lucide-react";
import { Fragment } from "react";
import type { EnvironmentCardView } from "@/lib/deploy/views";
import type { BoardContext } from "./deploy-views";
import { EnvironmentCard } from "./environment-card";

interface DeployBoardProps extends BoardContext {
  /** In promotion order. */
  environments: EnvironmentCardView[];
}

const beside = {
  list: "@4xl:flex-row @4xl:items-stretch @4xl:gap-0",
  arrow: "@4xl:w-8",
  right: "hidden @4xl:block",
  down: "@4xl:hidden",
};
const below = { list: "", arrow: "", right: "hidden", down: "" };

/** A promotion path leads from the one card to the next: other paths are named in the cards' footers. */
function isJoined(from: EnvironmentCardView | undefined, to: EnvironmentCardView): boolean {
  return from?.targets.some(({ environment }) => environment.slug === to.slug) ?? false;
}

/** One card per environment in promotion order, joined by their paths. Up to three stand beside each other where there is room. */
export function DeployBoard({ environments, ...context }: DeployBoardProps) {
  const layout = environments.length > 3 ? below : beside;
  return (
    <div className="@container">
      <ol className={`flex flex-col gap-2 ${layout.list}`}>
        {environments.map((environment, index) => (
          <Fragment key={environment.slug}>
            {index > 0 ? (
              <li
                aria-hidden="true"
                className={`flex shrink-0 items-center justify-center text-muted ${layout.arrow}`}
              >
                {isJoined(environments[index - 1], environment) ? (
                  <>
                    <ArrowRight className={`size-4 ${layout.right}`} />
                    <ArrowDown className={`size-4 ${layout.down}`} />
                  </>
                ) : null}
              </li>
            ) : null}
            <li className="min-w-0 flex-1">
              <EnvironmentCard environment={environment} isFirst={index === 0} context={context} />
            </li>
          </Fragment>
        ))}
      </ol>
    </div>
  );
}
