import { kindWords } from "@/lib/approvals/core/promotion-words";
import { namesLine } from "./core/wording";
import type { ActivityItemView } from "./views";
import type { lastDeployments, lastRequests } from "./views-activity";

type Deployment = Awaited<ReturnType<typeof lastDeployments>>[number];
type Request = Awaited<ReturnType<typeof lastRequests>>[number];

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

/** What happened to a component, newest first, as whole sentences. Requests are told to who may read them. */
export function activityOf(
  deployments: Deployment[],
  requests: Request[],
  hrefOf: (number: number) => string,
  limit: number,
): ActivityItemView[] {
  const told = requests.map(({ number }) => number);
  const items = [
    ...deployments.map((one) => deploymentItem(one, told, hrefOf)),
    ...requests.flatMap((one) => requestItems(one, hrefOf(one.number))),
  ];
  return items.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
}

function deploymentItem(
  { id, kind, state, createdAt, build, to, by, request, approvers }: Deployment,
  told: number[],
  hrefOf: (number: number) => string,
): ActivityItemView {
  const shown = request !== null && told.includes(request) ? request : null;
  const approved = approvers.length > 0 ? `, approved by ${namesLine(approvers)}` : "";
  const under = shown === null ? "" : ` under request ${shown}${approved}`;
  const what = `build #${build} ${kind === "redeploy" || kind === "configure" || kind === "rollback" ? "in" : "to"} ${to}`;
  const text =
    state === "failed"
      ? `${did[kind].fails} ${what} failed, started by ${by}${under}`
      : state === "running"
        ? `${by} has started: ${did[kind].fails.toLowerCase()} ${what}${under}`
        : `${by} ${did[kind].done} ${what}${under}`;
  const tone = state === "failed" ? "failed" : state === "running" ? "waiting" : "running";
  return { id, tone, text, at: createdAt, href: shown === null ? null : hrefOf(shown) };
}

function requestItems(request: Request, href: string): ActivityItemView[] {
  const { number, by, kind, build, to, openedAt, closedAt, expiresAt, isOverdue } = request;
  const opened: ActivityItemView = {
    id: `${number} opened`,
    tone: "waiting",
    text: `${by} asked to ${asking[kind]} build #${build} ${kindWords[kind].beforeTarget} ${to}: request ${number}`,
    at: openedAt,
    href,
  };
  const ending = isOverdue
    ? { tone: "over" as const, text: "expired without a decision" }
    : endingOf(request);
  const at = isOverdue ? expiresAt : closedAt;
  if (!ending || !at) return [opened];
  return [
    {
      id: `${number} closed`,
      tone: ending.tone,
      text: `Request ${number} to ${to} ${ending.text}`,
      at,
      href,
    },
    opened,
  ];
}

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
      return { tone: "over" as const, text: "expired without a decision" };
    default:
      return null;
  }
}
