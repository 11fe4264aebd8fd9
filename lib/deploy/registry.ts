import type { DeployDriver, DriverHost } from "./driver";
import { gitopsDriver } from "./drivers/gitops/gitops-driver";

const drivers: Readonly<Record<string, (host: DriverHost) => DeployDriver>> = { gitops: gitopsDriver };

/** The names an environment's driver may have. */
export const deployDriverNames: readonly string[] = Object.keys(drivers);

/** The driver of that name, or null when there is none. */
export function deployDriver(name: string, host: DriverHost): DeployDriver | null {
  return Object.hasOwn(drivers, name) ? (drivers[name]?.(host) ?? null) : null;
}
