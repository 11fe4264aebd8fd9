"use client";

import { ArrowRight } from "lucide-react";
import { ConfirmedButton } from "./confirmed-button";
import type { BoardSubject, DeployActions } from "./deploy-views";

interface PromoteButtonProps {
  from: { slug: string; name: string };
  to: { slug: string; name: string };
  build: number;
  /** The approved request that this uses up; null where nothing has to be asked. */
  request: number | null;
  subject: BoardSubject;
  promoteAction: DeployActions["promoteAction"];
}

export function PromoteButton({ from, to, build, request, subject, promoteAction }: PromoteButtonProps) {
  return (
    <ConfirmedButton
      label={
        <>
          Promote
          <ArrowRight aria-hidden="true" />
        </>
      }
      name={`Promote build #${build} to ${to.name}`}
      title={`Promote build #${build} to ${to.name}?`}
      confirmLabel="Promote"
      pendingLabel="Promoting…"
      dismissLabel="Not now"
      confirmAction={() => promoteAction({ ...subject, from: from.slug, to: to.slug, build, request })}
    >
      <p>
        {request === null
          ? `${to.name} needs no approval from ${from.name}. It will run build #${build}.`
          : `Exactly what request ${request} approved will ship: build #${build} with its configuration.`}
      </p>
    </ConfirmedButton>
  );
}
