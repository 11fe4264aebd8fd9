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
