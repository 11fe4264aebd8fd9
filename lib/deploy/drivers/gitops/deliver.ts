import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { driftBetween } from "@/lib/deploy/core/drift";
import type { DeliveryResult, DeployOrder } from "@/lib/deploy/driver";
import { type Clone, commitFile, fetchBranch, findDelivered, GitProblem, push, readFileAt } from "./clone";
import { commitMessage } from "./commit-message";
import { readFields, writeFields } from "./environment-file";
import type { GitopsSettings } from "./settings";

const maxAttempts = 10;

/** An initialised clone, and the file in it that says what is live. */
export interface Visit {
  clone: Clone;
  settings: GitopsSettings;
  path: string;
}

/** The answer to a push was lost, not necessarily the push: only the branch knows, so it is asked more than once. */
async function afterLostAnswer(clone: Clone, order: DeployOrder, reason: string): Promise<DeliveryResult> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const landed = (await fetchBranch(clone, true)) && (await findDelivered(clone, order.deploymentId));
      return landed ? { outcome: "delivered", reference: landed } : { outcome: "failed", reason };
    } catch (error) {
      if (!(error instanceof GitProblem)) throw error;
      await wait(500 * attempt, undefined, { signal: order.signal });
    }
  }
  return {
    outcome: "failed",
    reason: `${reason} Whether the commit arrived is unknown: look at the branch.`,
  };
}

/** The commit of a failed attempt that arrived although its answer was lost. */
async function findEarlierAttempt(clone: Clone, order: DeployOrder): Promise<string | null> {
  for (const attempt of order.earlierAttempts) {
    const commit = await findDelivered(clone, attempt);
    if (commit) return commit;
  }
  return null;
}

/** One try: the commit's id, drift, a refusal, or "overtaken" when somebody else pushed first. */
async function tryOnce(
  { clone, settings, path }: Visit,
  order: DeployOrder,
): Promise<DeliveryResult | "overtaken"> {
  order.progress(`Reading ${path} on ${settings.branch}`);
  const head = await fetchBranch(clone, true);
  const earlier = head && (await findDelivered(clone, order.deploymentId));
  if (earlier) return { outcome: "delivered", reference: earlier };
  const file = head ? await readFileAt(clone, head, path) : null;
  const { digest: found } = readFields(file?.text ?? null, settings.fields);
  if (driftBetween(order.expectedDigest, found)) {
    const arrived = head && found === order.build.digest && (await findEarlierAttempt(clone, order));
    return arrived ? { outcome: "delivered", reference: arrived } : { outcome: "drifted", found };
  }
  const text = writeFields(file?.text ?? null, settings.fields, order);
  const commit = await commitFile(
    clone,
    head,
    { path, mode: file?.mode ?? "100644", text },
    commitMessage(order),
  );
  order.progress(`Pushing commit ${commit.slice(0, 12)}`);
  const pushed = await push(clone, commit);
  if (pushed.outcome === "pushed") return { outcome: "delivered", reference: commit };
  if (pushed.outcome === "overtaken") return "overtaken";
  if (pushed.outcome === "refused") return { outcome: "failed", reason: pushed.reason };
  return await afterLostAnswer(clone, order, pushed.reason);
}

/** Delivers the order to this place; others who push at the same time cost tries, not commits. Throws GitProblem, UnusableFile. */
export async function deliver(place: Visit, order: DeployOrder): Promise<DeliveryResult> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const result = await tryOnce(place, order);
    if (result !== "overtaken") return result;
    order.progress("Somebody else pushed first; trying again");
    await wait(randomInt(20, 100 * attempt), undefined, { signal: order.signal });
  }
  return { outcome: "failed", reason: `Others pushed first ${maxAttempts} times in a row. Try again.` };
}
