import { tallyOf } from "@/lib/approvals/core/tally";
import type { ConfigurationId } from "@/lib/kernel/ids";
import { type BoardFacts, type BoardRequest, distanceOf } from "./board-facts";
import { configurationDiff } from "./core/diff";
import { changeCounts, counted, namesLine } from "./core/wording";
import type { TargetCardView } from "./views";
import { distanceKey } from "./views-distance";
import type { PlaceRow } from "./views-places";

type Live = NonNullable<PlaceRow["live"]>;

/** Whoever it was asked for; a pipeline that asked is said beside. */
export function requesterName({ requesters }: BoardFacts, state: BoardRequest["state"]): string {
  const name = (id: typeof state.openedBy) => requesters.get(id)?.name ?? "Somebody";
  return state.startedBy === null
    ? name(state.openedBy)
    : `${name(state.startedBy)} (through ${name(state.openedBy)})`;
}

/** In how many keys two configurations of the board differ, which were read because they do. */
function keysBetween({ entries }: BoardFacts, one: ConfigurationId, other: ConfigurationId): number {
  return configurationDiff(entries.get(one) ?? {}, entries.get(other) ?? {}).length;
}

/** In how many keys what runs in two places differs. */
function keysApart(facts: BoardFacts, source: Live, target: Live): number {
  if (source.configurationHash === target.configurationHash) return 0;
  return keysBetween(facts, target.configurationId, source.configurationId);
}

/** "6 commits, 2 configuration keys ahead of Production": how what runs in the one differs from what runs in the other. */
export function ahead(facts: BoardFacts, source: PlaceRow, target: PlaceRow): string {
  const { name } = target.environment;
  if (!source.live) return "";
  if (!target.live) return `Nothing runs in ${name} yet`;
  if (source.live.build === target.live.build)
    return `Build #${source.live.build} is in ${name} with configuration v${target.live.configuration}, not v${target.saved.version}`;
  if (source.live.build < target.live.build) return `Older than build #${target.live.build} in ${name}`;
  const distance = distanceOf(source, target);
  const commits = distance ? (facts.commits.get(distanceKey(distance)) ?? 0) : 0;
  const keys = keysApart(facts, source.live, target.live);
  const counts = changeCounts({ commits, keys }, "configuration key");
  if (counts.length === 0) return `Build #${source.live.build} instead of #${target.live.build}`;
  return `${counts.join(", ")} ahead of ${name}`;
}

/** Both run the same build: that, and in how many keys their configurations differ. */
export function level(facts: BoardFacts, source: PlaceRow, target: PlaceRow): string {
  if (!source.live || !target.live) return "";
  const keys = keysApart(facts, source.live, target.live);
  const differ = keys > 0 ? `, ${counted(keys, "configuration key")} different` : "";
  return `Build #${source.live.build} is in ${target.environment.name}${differ}`;
}

/** What a deployment of the saved configuration would change; null while what runs is what was saved. */
export function savedAhead(facts: BoardFacts, { saved, live }: PlaceRow): string | null {
  if (!saved.id || !live || saved.hash === live.configurationHash) return null;
  const keys = keysBetween(facts, live.configurationId, saved.id);
  const differ = keys === 1 ? "1 key differs" : `${keys} keys differ`;
  return `Configuration v${saved.version} is saved: ${differ} from what runs`;
}

/** An open request in a line: who asked, how far it is, for whom it waits. */
export function openView(facts: BoardFacts, request: BoardRequest): NonNullable<TargetCardView["request"]> {
  const { state, canDecide } = request;
  const tally = state.openStep === null ? [] : tallyOf(state, state.openStep);
  const wanted = tally.reduce((sum, { requirement }) => sum + requirement.requiredApprovals, 0);
  const given = tally.reduce(
    (sum, { requirement, approvals }) => sum + Math.min(approvals, requirement.requiredApprovals),
    0,
  );
  const voted = new Set(
    state.votes
      .filter(({ replacedAt, step }) => replacedAt === null && step === state.openStep)
      .map(({ voterId }) => voterId),
  );
  const waiting = [...canDecide.keys()].filter((id) => !voted.has(id));
  const names = waiting
    .filter((id) => id !== facts.viewer)
    .map((id) => facts.roster.members.get(id)?.name ?? "somebody")
    .sort((a, b) => a.localeCompare(b));
  const all = waiting.includes(facts.viewer) ? ["you", ...names] : names;
  return {
    number: state.number,
    href: requestHref(facts, state.number),
    requester: requesterName(facts, state),
    requestedAt: state.openedAt,
    progress: `${given} of ${wanted}`,
    waits: all.length > 0 ? `waiting for ${namesLine(all)}` : "nobody can decide it now",
  };
}

export function requestHref({ home }: Pick<BoardFacts, "home">, number: number): string {
  return `${home}/approvals/requests/${number}`;
}

interface Remarkable {
  newest: BoardRequest | undefined;
  ready: BoardRequest | undefined;
}

/** What became of the newest request, until the next one; or that an approval waits to be used. */
export function remarksOf(
  facts: BoardFacts,
  source: PlaceRow,
  { newest, ready }: Remarkable,
): TargetCardView["remarks"] {
  const remark = (request: BoardRequest, tone: "running" | "failed" | "over", text: string) =>
    request.visible ? [{ tone, text, href: requestHref(facts, request.state.number) }] : [];
  if (ready) {
    const { kind, build, configuration } = ready.state.subject;
    if (kind === "configure") {
      const now =
        source.saved.version === configuration.version ? "" : ` v${source.saved.version} is saved by now.`;
      return remark(ready, "running", `Approved: configuration v${configuration.version}.${now}`);
    }
    const { number } = build;
    const now = source.live && source.live.build !== number ? ` ${runsNow(source)}` : "";
    const how = ready.state.overridden ? "Approved by override" : "Approved";
    return remark(ready, "running", `${how}: #${number}.${now}`);
  }
  if (!newest || newest.from !== source.environment.id) return [];
  const { state, use, closedBy, closeReason, number, overridden } = newest.state;
  const why = closeReason ? `: ${closeReason.split("\n", 1)[0]}` : ".";
  if (state === "rejected")
    return remark(
      newest,
      "failed",
      `${rejected(newest, source)} by ${closedBy?.name ?? "its approvers"}${overridden ? ", overriding the approvers" : ""}${why}`,
    );
  if (state === "expired") return remark(newest, "over", `Request ${number} expired without a decision.`);
  if (state === "superseded") return remark(newest, "over", `Request ${number} was superseded${why}`);
  if (use === "lapsed")
    return remark(newest, "over", `Request ${number} was approved, but not used in time.`);
  if (use === "revoked")
    return remark(newest, "failed", `The approval of request ${number} was revoked${why}`);
  if (use === "superseded")
    return remark(newest, "over", `The approval of request ${number} was superseded${why}`);
  return [];
}

/** Names what was rejected where the card shows something else by now, which nobody has rejected. */
function rejected({ state }: BoardRequest, { live, saved }: PlaceRow): string {
  const { kind, build, configuration } = state.subject;
  if (kind === "configure")
    return saved.version === configuration.version
      ? "Rejected"
      : `Configuration v${configuration.version} was rejected`;
  return live?.build === build.number ? "Rejected" : `Build #${build.number} was rejected`;
}

function runsNow({ environment, live }: PlaceRow): string {
  return `${environment.name} now runs #${live?.build}.`;
}
