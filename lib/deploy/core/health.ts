/** What is known of the deployment that is live somewhere. */
export interface LiveHealth {
  health: "unknown" | "healthy" | "unhealthy";
  rolledBackAt: Date | null;
}

/**
 * Does this count as running healthily? Delivered is not Running (product.md, 7): only a health report says so, unless the
 * environment trusts delivery; and an unhealthy report always counts.
 */
export function isHealthy(live: LiveHealth | null | undefined, trustDelivery: boolean): boolean {
  if (!live || live.rolledBackAt !== null || live.health === "unhealthy") return false;
  return live.health === "healthy" || trustDelivery;
}

/** How the last deployment of a build in a place went. */
interface LastOfBuild {
  state: "running" | "succeeded" | "failed";
  health: LiveHealth["health"];
  rolledBackAt: Date | string | null;
}

/**
 * Is the last deployment of a build in a source one to promote from, though another build runs there by now (product.md,
 * 2)? It succeeded, was not rolled back, and nothing has reported it unhealthy.
 */
export function shippedWell(last: LastOfBuild | undefined): boolean {
  return last?.state === "succeeded" && last.rolledBackAt === null && last.health !== "unhealthy";
}
