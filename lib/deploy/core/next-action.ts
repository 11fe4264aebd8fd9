/** What one source and one target look like to one person, for the question: what is the next thing to do? */
export interface NextActionFacts {
  source: {
    name: string;
    /** The build that is live there; null when nothing is. */
    build: number | null;
    /** `unreported`: delivered, and the environment does not trust delivery alone (product.md, 7). */
    health: "healthy" | "unreported" | "unhealthy";
  };
  target: {
    name: string;
    /** It runs the source's build with the configuration that was saved for it last. */
    upToDate: boolean;
    deploying: boolean;
    drifted: boolean;
  };
  /** A promotion along this path needs a grant (engine.md, rule 10). */
  gated: boolean;
  may: { request: boolean; promote: boolean };
  /** The open request for this component and target, whatever its source; one that is overdue is not open. */
  open: OpenRequestFacts | null;
  /** The newest approval along this path that can still be used; one whose time has run out cannot. */
  ready: ReadyApprovalFacts | null;
}

export interface OpenRequestFacts {
  number: number;
  build: number;
  /** Null: the viewer may not see the request, so nothing of it is told but that it is there. */
  requester: string | null;
  /** The viewer is one of those who asked. */
  isMine: boolean;
  from: string;
  mayCancel: boolean;
}

export interface ReadyApprovalFacts {
  number: number;
  build: number;
  /** The approved build still counts as healthy in the source. */
  sourceHealthy: boolean;
  /** The rules want somebody else than an approver to promote, and the viewer approved. */
  barsViewer: boolean;
}

export type ActionLabel =
  | "Promote"
  | "Request to Promote"
  | "Deploy configuration"
  | "Request to Deploy Configuration";

/**
 * Towards itself an environment has one action too: deploying the configuration that was saved for it. Then source and
 * target are the same, `upToDate` means that it runs what was saved last, and `gated` that `configure` needs a grant.
 */
export type NextAction =
  | { kind: "promote"; build: number; request: number | null }
  | { kind: "request"; build: number }
  | { kind: "cancel-request"; request: number }
  | { kind: "waiting"; request: number | null; reason: string }
  | { kind: "disabled"; label: ActionLabel; reason: string }
  | { kind: "nothing" };

/**
 * Exactly one next action from a source towards a target (product.md, 2). An approval that waits to be used comes before
 * everything; then an open request, since there is never a second one; then what could be asked for or done at once.
 */
export function nextAction(facts: NextActionFacts): NextAction {
  const { source, target, gated, may, open, ready } = facts;
  if (gated && ready) return spend(ready, facts);
  if (gated && open) return whileOpen(open, facts);
  const label = labelOf(facts, gated ? "ask" : "do");
  const disabled = (reason: string): NextAction => ({ kind: "disabled", label, reason });
  if (target.deploying) return disabled(`A deployment to ${target.name} is running.`);
  if (source.build === null) return disabled(`Nothing runs in ${source.name} yet.`);
  if (target.upToDate) return { kind: "nothing" };
  if (!(gated ? may.request : may.promote))
    return isOwn({ source, target }) ? { kind: "nothing" } : disabled(notPermitted(gated));
  if (source.health !== "healthy") return disabled(unhealthyReason(source.name, source.build, source.health));
  if (target.drifted) return disabled(driftReason(target.name));
  return gated
    ? { kind: "request", build: source.build }
    : { kind: "promote", build: source.build, request: null };
}

function spend(ready: ReadyApprovalFacts, { source, target, may }: NextActionFacts): NextAction {
  const label = labelOf({ source, target }, "do");
  const disabled = (reason: string): NextAction => ({ kind: "disabled", label, reason });
  if (target.deploying) return disabled(`A deployment to ${target.name} is running.`);
  if (!may.promote) return disabled(notPermitted(false));
  if (ready.barsViewer) return disabled("You approved this, and its rules want somebody else to promote it.");
  if (!ready.sourceHealthy)
    return disabled(`Build #${ready.build} no longer runs healthily in ${source.name}.`);
  if (target.drifted) return disabled(driftReason(target.name));
  return { kind: "promote", build: ready.build, request: ready.number };
}

/** Is it about what runs there already, with another configuration? */
function isOwn({ source, target }: Pick<NextActionFacts, "source" | "target">): boolean {
  return source.name === target.name;
}

function labelOf(facts: Pick<NextActionFacts, "source" | "target">, verb: "ask" | "do"): ActionLabel {
  if (isOwn(facts)) return verb === "ask" ? "Request to Deploy Configuration" : "Deploy configuration";
  return verb === "ask" ? "Request to Promote" : "Promote";
}

/** Cancelling is offered where the request was made: beside a path, or on the target's own card. */
function whileOpen(open: OpenRequestFacts, { source, target }: NextActionFacts): NextAction {
  const asksOwn = open.from === target.name;
  if (open.mayCancel && asksOwn === isOwn({ source, target }))
    return { kind: "cancel-request", request: open.number };
  if (open.requester === null)
    return { kind: "waiting", request: null, reason: "Somebody has asked for this already." };
  const what =
    open.from === source.name
      ? "this"
      : asksOwn
        ? `a deployment in ${target.name} itself`
        : `build #${open.build} from ${open.from}`;
  return {
    kind: "waiting",
    request: open.number,
    reason: `${open.isMine ? "You have" : `${open.requester} has`} asked for ${what} already.`,
  };
}

function notPermitted(asking: boolean): string {
  return asking
    ? "Your roles do not let you ask for promotions. Developers and administrators may."
    : "Your roles do not let you promote. Developers and administrators may.";
}

function unhealthyReason(name: string, build: number, health: "unreported" | "unhealthy"): string {
  return health === "unhealthy"
    ? `Build #${build} is unhealthy in ${name}.`
    : `Build #${build} was delivered to ${name}, but nothing has reported yet that it runs healthily.`;
}

function driftReason(name: string): string {
  return `${name} does not run what was deployed last.`;
}
