import { isHealthy, type LiveHealth } from "./health";

type Tone = "running" | "waiting" | "failed" | "over";

export interface EnvironmentStatus {
  tone: Tone;
  label: "Running" | "Delivered" | "Deploying" | "Failed" | "Unhealthy" | "Nothing deployed";
  since: Date | null;
}

interface StatusFacts {
  trustDelivery: boolean;
  live: (LiveHealth & { finishedAt: Date | null }) | null;
  /** The newest attempt, whatever became of it. */
  attempt: { state: "running" | "succeeded" | "failed"; createdAt: Date; finishedAt: Date | null } | null;
}

/**
 * What an environment is doing, in a word (product.md, 2 and 7): the newest attempt while it runs or when it failed,
 * else what is live. Running comes only from a health report; where delivery is trusted Delivered counts as healthy.
 */
export function environmentStatus({ trustDelivery, live, attempt }: StatusFacts): EnvironmentStatus {
  if (attempt?.state === "running") return { tone: "waiting", label: "Deploying", since: attempt.createdAt };
  if (attempt?.state === "failed") return { tone: "failed", label: "Failed", since: attempt.finishedAt };
  if (!live) return { tone: "over", label: "Nothing deployed", since: null };
  const since = live.finishedAt;
  if (live.health === "unhealthy") return { tone: "failed", label: "Unhealthy", since };
  if (live.health === "healthy") return { tone: "running", label: "Running", since };
  return { tone: isHealthy(live, trustDelivery) ? "running" : "waiting", label: "Delivered", since };
}
