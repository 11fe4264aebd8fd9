/** An environment as one person sees it, for the question: what of what ran there can be brought back? */
export interface AgainFacts {
  environment: string;
  /** The build that runs there now; null when nothing does. */
  liveBuild: number | null;
  deploying: boolean;
  may: { request: boolean; promote: boolean };
  /** A binding names rollbacks, so that they need a grant there (engine.md, rule 10). */
  rollbackGated: boolean;
  /** There is an open request for the environment, and never a second one. */
  isAsked: boolean;
}

/** One deployment of its history. */
export interface PastDeployment {
  build: number;
  succeeded: boolean;
  /** It made live what runs now. */
  isLive: boolean;
  /** No later deployment of the same build succeeded there: going back to the build brings back exactly this one. */
  isLastSuccess: boolean;
  /** The request whose approval is ready for exactly this rollback. */
  ready: number | null;
}

export type AgainAction =
  | { kind: "redeploy" }
  | { kind: "rollback"; request: number | null }
  | { kind: "ask-rollback" };

/**
 * What can be done about a deployment of the past (engine.md, rule 10): what runs can be deployed again, which is never
 * gated; what succeeded before can be rolled back to, which is asked for where a binding says so. Null: nothing now.
 */
export function againAction(facts: AgainFacts, past: PastDeployment): AgainAction | null {
  const { liveBuild, deploying, may, rollbackGated, isAsked } = facts;
  const { build, succeeded, isLive, isLastSuccess, ready } = past;
  if (deploying) return null;
  if (isLive) return may.promote ? { kind: "redeploy" } : null;
  if (!succeeded || !isLastSuccess || liveBuild === null || liveBuild === build) return null;
  if (rollbackGated && ready === null) return may.request && !isAsked ? { kind: "ask-rollback" } : null;
  return may.promote ? { kind: "rollback", request: rollbackGated ? ready : null } : null;
}

/** Why nothing, or not everything, can be brought back now; said once for the whole history. */
export function againRemark({
  environment,
  deploying,
  may,
  rollbackGated,
  isAsked,
}: AgainFacts): string | null {
  if (!may.promote && !may.request)
    return "Your roles do not let you deploy. Developers and administrators may bring back what ran here.";
  if (deploying)
    return `A deployment to ${environment} is running. What ran before can be brought back after it.`;
  if (!rollbackGated) return null;
  const rule = `Rolling back ${environment} needs an approval.`;
  return isAsked ? `${rule} Something is asked for here already, and there is one request at a time.` : rule;
}
