import { join } from "node:path";
import { env } from "@/lib/env";
import type { DriverHost } from "./driver";

/** What this process lends to deploy drivers, by its settings. Only the job runner gives them its environment. */
export function driverHost(environment: DriverHost["environment"] = {}): DriverHost {
  const { COUNTERSIGN_DATA_DIR, ALLOW_LOCAL_GIT } = env();
  return { workDirectory: join(COUNTERSIGN_DATA_DIR, "work"), allowLocal: ALLOW_LOCAL_GIT, environment };
}

/** The key that credentials are sealed with at rest. Without one of its own it follows the sessions' secret. */
export function credentialKey(): string {
  return env().ENCRYPTION_KEY ?? env().NEXTAUTH_SECRET;
}
