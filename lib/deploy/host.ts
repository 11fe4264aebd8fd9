import { join } from "node:path";
import { env, processEnvironment } from "@/lib/env";
import { invariant } from "@/lib/kernel/invariant";
import { openCredential } from "./credentials";
import type { DeployDriver, DeployTarget, DriverHost } from "./driver";
import { deployDriver } from "./registry";

/** An environment as stored: what says which driver, how it is set, and with what credential. */
interface DrivenEnvironment {
  id: string;
  organizationId: string;
  slug: string;
  driver: string;
  driverSettings: unknown;
  driverCredential: string | null;
}

/** What this process lends to drivers. */
export function driverHost(): DriverHost {
  const { COUNTERSIGN_DATA_DIR, ALLOW_LOCAL_GIT } = env();
  return {
    workDirectory: join(COUNTERSIGN_DATA_DIR, "work"),
    allowLocal: ALLOW_LOCAL_GIT,
    environment: processEnvironment(),
  };
}

/** Has anybody said where deployments into this environment go? */
function isConfigured(settings: unknown): boolean {
  return typeof settings === "object" && settings !== null && Object.keys(settings).length > 0;
}

/** The environment's driver and target, ready to be asked; or a sentence that says what is missing. */
export function driverOf(
  environment: DrivenEnvironment,
  names: Omit<DeployTarget, "environment" | "settings" | "credential">,
): { driver: DeployDriver; target: DeployTarget } | { missing: string } {
  if (!isConfigured(environment.driverSettings))
    return {
      missing: `${environment.slug} has no deploy driver yet. An administrator sets its repository in the environment's settings.`,
    };
  const driver = deployDriver(environment.driver, driverHost());
  invariant(driver, `the driver ${environment.driver} was known when it was saved`);
  const place = { organizationId: environment.organizationId, environmentId: environment.id };
  const opened =
    environment.driverCredential === null
      ? null
      : openCredential(encryptionKey(), place, environment.driverCredential);
  if (opened && "unreadable" in opened) return { missing: opened.unreadable };
  const target = {
    ...names,
    environment: environment.slug,
    settings: environment.driverSettings,
    credential: opened?.credential ?? null,
  };
  return { driver, target };
}

/** What credentials are sealed with: a key of its own, or else the sign-in secret. */
export function encryptionKey(): string {
  const { ENCRYPTION_KEY, NEXTAUTH_SECRET } = env();
  return ENCRYPTION_KEY ?? NEXTAUTH_SECRET;
}
