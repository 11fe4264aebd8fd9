import { cancelEffect } from "@/lib/approvals/core/cancel-effect";
import { mayCancel } from "@/lib/approvals/core/decide";
import { isRequester } from "@/lib/approvals/core/request-state";
import type { BoardFacts, BoardRequest } from "./board-facts";
import { openView, remarksOf, requesterName } from "./board-words";
import { isHealthy, shippedWell } from "./core/health";
import type { NextAction, OpenRequestFacts, ReadyApprovalFacts } from "./core/next-action";
import type { PlaceRow } from "./views-places";

export interface Found {
  newest: BoardRequest | undefined;
  open: BoardRequest | undefined;
  /** The newest approval along this path that can still be used. */
  ready: BoardRequest | undefined;
}

/** The requests that a card speaks of: those for a component in a target, and of approvals those along this path. */
export function requestsFor(
  facts: BoardFacts,
  source: PlaceRow,
  target: PlaceRow,
  kind: "promote" | "configure",
): Found {
  const requests = facts.requests.filter(
    ({ componentId, to }) => componentId === source.componentId && to === target.environment.id,
  );
  return {
    newest: requests[0],
    open: requests.find(({ state }) => state.closedAt === null),
    ready: requests.find(
      ({ state, from }) =>
        state.use === "ready" && from === source.environment.id && state.subject.kind === kind,
    ),
  };
}

/** What a card says of the requests towards a target: the open one, and what became of the last. */
export function asked(
  facts: BoardFacts,
  source: PlaceRow,
  target: PlaceRow,
  { newest, open, ready, next }: Found & { next: NextAction },
) {
  const asksOwn = open?.from === target.environment.id;
  return {
    environment: { slug: target.environment.slug, name: target.environment.name },
    cancelEffect: open && next.kind === "cancel-request" ? cancelEffect(open.state, facts.viewer) : null,
    request: open?.visible && asksOwn === (source === target) ? openView(facts, open) : null,
    remarks: remarksOf(facts, source, { newest, ready }),
  };
}

export function openFacts(facts: BoardFacts, { state, visible }: BoardRequest): OpenRequestFacts {
  const requester = facts.requesters.get(state.openedBy);
  const mayOf = { ...facts.may, create: false, execute: false, override: false, see: true };
  const lost = requester?.lost(state) ?? false;
  return {
    number: state.number,
    build: state.subject.build.number,
    requester: visible ? requesterName(facts, state) : null,
    isMine: isRequester(state, facts.viewer),
    from: state.subject.from.name,
    mayCancel: visible && mayCancel(state, facts.viewer, { may: mayOf, requesterLost: lost }),
  };
}

export function readyFacts(facts: BoardFacts, source: PlaceRow, { state }: BoardRequest): ReadyApprovalFacts {
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
  return shippedWell(last);
}
