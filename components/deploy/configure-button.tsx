"use client";

import { ConfirmedButton } from "./confirmed-button";
import type { BoardSubject, DeployActions } from "./deploy-views";

interface ConfigureButtonProps {
  environment: { slug: string; name: string };
  /** The build that runs there, and goes on running. */
  build: number;
  /** The approved request that this uses up; null where nothing has to be asked. */
  request: number | null;
  subject: BoardSubject;
  configureAction: DeployActions["configureAction"];
}

/** Makes live what was saved for an environment: a deployment of its own, without another build. */
export function ConfigureButton(props: ConfigureButtonProps) {
  const { environment, build, request, subject, configureAction } = props;
  const { slug, name } = environment;
  return (
    <ConfirmedButton
      variant="outline"
      label="Deploy configuration"
      name={`Deploy configuration to ${name}`}
      title={`Deploy the configuration of ${name}?`}
      confirmLabel="Deploy configuration"
      pendingLabel="Starting…"
      dismissLabel="Not now"
      confirmAction={() => configureAction({ ...subject, environment: slug, request })}
    >
      <p>
        {request === null
          ? `${name} gets the configuration that was saved last. Build #${build} stays.`
          : `Exactly what request ${request} approved will ship: its configuration. Build #${build} stays.`}
      </p>
    </ConfirmedButton>
  );
}
