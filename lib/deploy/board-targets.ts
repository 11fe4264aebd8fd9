import { mayCancel } from "@/lib/approvals/core/decide";
import { needsGrant, resolveBinding } from "@/lib/workflows/core/resolve-binding";
import type { BoardFacts, BoardRequest } from "./board-facts";
import { ahead, openView, remarksOf, requesterName } from "./board-words";
import { isHealthy } from "./core/health";
import {
  type NextAction,
  type NextActionFacts,
  nextAction,
  type OpenRequestFacts,
  type ReadyApprovalFacts,
} from "./core/next-action";
import type { TargetCardView } from "./views";
import type { PlaceRow } from "./views-places";

/** What one source's card shows towards one target: the one next action, what it is about, and an open request. */
export function targetOf(facts: BoardFacts, source: PlaceRow, target: PlaceRow): TargetCardView {
  const requests = facts.requests.filter(
    ({ componentId, to }) => componentId === source.componentId && to === target.environment.id,
  );
  const open = requests.find(({ state }) => state.closedAt === null);
  const ready = requests.find(({ state, from }) => state.use === "ready" && from === source.environment.id);
  const upToDate = isUpToDate(source, target);
  const next = nextAction({
    source: sourceFacts(source),
    target: {
      name: target.environment.name,
      upToDate,
      deploying: attemptAt(facts, target)?.state === "running",
      drifted: target.drift !== null,
    },
    gated: isGated(facts, source, target),
    may: facts.may,
    open: open ? openFacts(facts, open) : null,
    ready: ready ? readyFacts(facts, source, ready) : null,
  });
  return {
    environment: { slug: target.environment.slug, name: target.environment.name },
    summary: summaryOf(facts, source, target, { next, upToDate }),
    isUpToDate: upToDate,
    next,
    toldCount: open && next.kind === "cancel-request" ? toldBy(open) : 0,
    tellsRequester: open !== undefined && tellsRequester(open, facts.viewer),
    request: open?.visible ? openView(facts, open) : null,
    remarks: remarksOf(facts, source, { newest: requests[0], ready }),
  };
}

/** Beside the action: what it would ship, or how far the target is behind. */
function summaryOf(
  facts: BoardFacts,
  source: PlaceRow,
  target: PlaceRow,
  { next, upToDate }: { next: NextAction; upToDate: boolean },
): string {
  if (next.kind === "promote" && next.request !== null)
    return `Ships build #${next.build}, as approved in request ${next.request}`;
  return upToDate
    ? `Build #${source.live?.build} is in ${target.environment.name}`
    : ahead(facts, source, target);
}

export function attemptAt({ attempts }: BoardFacts, { componentId, environment }: PlaceRow) {
  return attempts.find((one) => one.componentId === componentId && one.environmentId === environment.id);
}

function isUpToDate({ live }: PlaceRow, target: PlaceRow): boolean {
  if (!live || live.build !== target.live?.build) return false;
  return target.saved.hash === null || target.saved.hash === target.live.configurationHash;
}

function sourceFacts({ environment: { name, trustDelivery }, live }: PlaceRow): NextActionFacts["source"] {
  const isBroken = live !== null && (live.health === "unhealthy" || live.rolledBackAt !== null);
  const health = isHealthy(live, trustDelivery) ? "healthy" : isBroken ? "unhealthy" : "unreported";
  return { name, build: live?.build ?? null, health };
}

function isGated({ gates, projectId }: BoardFacts, source: PlaceRow, target: PlaceRow): boolean {
  const { componentId, environment } = target;
  const where = { projectId, componentId, from: source.environment.id, to: environment.id };
  return needsGrant(resolveBinding(gates.bindings, { ...where, critical: environment.critical }), "promote");
}

function openFacts(facts: BoardFacts, { state, visible }: BoardRequest): OpenRequestFacts {
  const requester = facts.requesters.get(state.openedBy);
  const mayOf = { ...facts.may, create: false, execute: false, override: false, see: true };
  const lost = requester?.lost(state) ?? false;
  return {
    number: state.number,
    build: state.subject.build.number,
    requester: visible ? requesterName(facts, state) : null,
    from: state.subject.from.name,
    mayCancel: visible && mayCancel(state, facts.viewer, { may: mayOf, requesterLost: lost }),
  };
}

function readyFacts(facts: BoardFacts, source: PlaceRow, { state }: BoardRequest): ReadyApprovalFacts {
  const { build } = state.subject;
  const { viewer } = facts;
  const approved = state.votes.some(
    (vote) =>
      vote.replacedAt === null &&
      vote.decision === "approve" &&
      (vote.voterId === viewer || vote.principalId === viewer),
  );
  const overrode =
    state.overridden && state.closedBy?.kind === "member" && state.closedBy.memberId === viewer;
  return {
    number: state.number,
    build: build.number,
    sourceHealthy: shipsHealthily(facts, source, build),
    barsViewer: !state.rules.allowApproverToPromote && (approved || overrode),
  };
}

/** As plan-shipment judges it: what is live must be healthy; an earlier build must have succeeded there last. */
function shipsHealthily(
  { lastOfBuilds }: BoardFacts,
  { componentId, environment, live }: PlaceRow,
  build: BoardRequest["state"]["subject"]["build"],
): boolean {
  if (live?.build === build.number) return isHealthy(live, environment.trustDelivery);
  const last = lastOfBuilds.find(
    (one) =>
      one.componentId === componentId && one.environmentId === environment.id && one.buildId === build.id,
  );
  return last?.state === "succeeded" && last.rolledBackAt === null && last.health !== "unhealthy";
}

/** Nobody is told of what they have just done themselves. */
function tellsRequester({ state }: BoardRequest, viewer: BoardFacts["viewer"]): boolean {
  return [state.openedBy, state.startedBy].some((id) => id !== null && id !== viewer);
}

/** Every approver whom a cancellation tells: those who were asked and those who voted (product.md, 8). */
function toldBy({ state }: BoardRequest): number {
  const people = [
    ...state.asked.map(({ memberId }) => memberId),
    ...state.votes.map(({ voterId }) => voterId),
  ];
  return new Set(people).size;
}
