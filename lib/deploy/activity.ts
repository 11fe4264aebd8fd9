import { kindWords } from "@/lib/approvals/core/promotion-words";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { ProjectId } from "@/lib/kernel/ids";
import { requestHref } from "./board-words";
import { approvalLine } from "./core/wording";
import type { ActivityItemView } from "./views";
import type { lastBuilds, lastDeployments, lastRequests, lastVersions } from "./views-activity";

type Deployment = Awaited<ReturnType<typeof lastDeployments>>[number];
type Request = Awaited<ReturnType<typeof lastRequests>>[number];

/** What happened to a component, as it was read. */
export interface Happened {
  deployments: Deployment[];
  /** None of them for who may not read requests. */
  opened: Request[];
  ended: Request[];
  builds: Awaited<ReturnType<typeof lastBuilds>>;
  versions: Awaited<ReturnType<typeof lastVersions>>;
}

/** Where the sentences lead. */
interface Addresses {
  /** The component's. */
  base: string;
  /** A request's; null for who may not read requests. */
  requestHref: (number: number) => string | null;
}

const did = {
  promote: { done: "promoted", fails: "Promoting" },
  deploy: { done: "deployed", fails: "Deploying" },
  redeploy: { done: "deployed again", fails: "Deploying again" },
  configure: { done: "configured", fails: "Configuring" },
  rollback: { done: "rolled back to", fails: "Rolling back to" },
} as const;

const asking = {
  promote: "promote",
  deploy: "deploy",
  redeploy: "deploy again",
  configure: "configure",
  rollback: "roll back to",
} as const;

/** Where a viewer's sentences lead: to requests only for who may read them. */
export function activityAddresses(
  caller: Caller,
  project: { id: ProjectId; slug: string },
  component: { slug: string },
): Addresses {
  const home = `/${caller.organization.slug}`;
  const reads = callerMay(caller, "request.read", project.id);
  return {
    base: `${home}/projects/${project.slug}/components/${component.slug}`,
    requestHref: (number) => (reads ? requestHref({ home }, number) : null),
  };
}

/** What happened to a component, newest first, as whole sentences that lead to more. */
export function activityOf(happened: Happened, at: Addresses): ActivityItemView[] {
  const items = [
    ...happened.deployments.map((one) => deploymentItem(one, at)),
    ...happened.opened.map((one) => openedItem(one, at)),
    ...happened.ended.flatMap((one) => endedItem(one, at)),
    ...happened.builds.map((one) => buildItem(one, at)),
    ...happened.versions.map((one) => versionItem(one, at)),
  ];
  return items.sort((a, b) => b.at.getTime() - a.at.getTime());
}

function deploymentItem(
  { id, kind, state, createdAt, build, to, by, request, ...approval }: Deployment,
  { base, requestHref }: Addresses,
): ActivityItemView {
  const shown = request === null ? null : requestHref(request);
  const approved = approvalLine(approval);
  const under = shown === null ? "" : ` under request ${request}${approved ? `, ${approved}` : ""}`;
  const what = `build #${build} ${kind === "redeploy" || kind === "configure" || kind === "rollback" ? "in" : "to"} ${to.name}`;
  const text =
    state === "failed"
      ? `${did[kind].fails} ${what} failed, started by ${by}${under}`
      : state === "running"
        ? `${by} has started: ${did[kind].fails.toLowerCase()} ${what}${under}`
        : `${by} ${did[kind].done} ${what}${under}`;
  const tone = state === "failed" ? "failed" : state === "running" ? "waiting" : "running";
  return { id, tone, text, at: createdAt, href: shown ?? `${base}/deploy/${to.slug}` };
}

function openedItem(
  { number, by, kind, build, to, at }: Request,
  { requestHref }: Addresses,
): ActivityItemView {
  return {
    id: `${number} opened`,
    tone: "waiting",
    text: `${by} asked to ${asking[kind]} build #${build} ${kindWords[kind].beforeTarget} ${to}: request ${number}`,
    at,
    href: requestHref(number),
  };
}

function endedItem(request: Request, { requestHref }: Addresses): ActivityItemView[] {
  const { number, to, at, isOverdue } = request;
  const ending = isOverdue ? unanswered : endingOf(request);
  if (!ending) return [];
  const text = `Request ${number} to ${to} ${ending.text}`;
  return [{ id: `${number} ended`, tone: ending.tone, text, at, href: requestHref(number) }];
}

const unanswered = { tone: "over" as const, text: "expired without a decision" };

function endingOf({ state, closedBy, overridden }: Request) {
  const by = closedBy ? ` by ${closedBy}` : "";
  switch (state) {
    case "approved":
      return { tone: "running" as const, text: overridden ? `was overridden${by}` : `was approved${by}` };
    case "rejected":
      return { tone: "failed" as const, text: `was rejected${by}` };
    case "cancelled":
      return { tone: "over" as const, text: `was cancelled${by}` };
    case "superseded":
      return { tone: "over" as const, text: "was superseded" };
    case "expired":
      return unanswered;
    default:
      return null;
  }
}

function buildItem(
  { number, by, message, at }: Happened["builds"][number],
  { base }: Addresses,
): ActivityItemView {
  const what = message ? `: ${message}` : "";
  return {
    id: `build ${number}`,
    tone: "over",
    text: `Build #${number}, reported by ${by}${what}`,
    at,
    href: `${base}/builds/${number}`,
  };
}

function versionItem(
  { version, of, by, at }: Happened["versions"][number],
  { base }: Addresses,
): ActivityItemView {
  return {
    id: `${of.slug} v${version}`,
    tone: "over",
    text: `${by ?? "Countersign"} wrote configuration v${version} of ${of.name}`,
    at,
    href: `${base}/configuration?environment=${of.slug}`,
  };
}
