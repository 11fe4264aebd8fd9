import type { z } from "zod";
import { type DriverCredential, sealCredential } from "@/lib/deploy/credentials";
import { driverHost, encryptionKey } from "@/lib/deploy/host";
import { deployDriver, deployDriverNames } from "@/lib/deploy/registry";
import { type FieldError, invalidField, type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { EnvironmentChange } from "./input-environment";
import type { EnvironmentRow } from "./store-environments";

type DriverFields = Pick<EnvironmentRow, "driver" | "driverSettings" | "driverCredential">;

/**
 * The driver's columns after a change, or null when the change does not touch them. Settings and credential are what
 * the driver says they must be. A stored credential is never sent to another place than it was given for: with another
 * driver or repository it has to be given again.
 */
export function changedDriver(
  before: Pick<EnvironmentRow, "organizationId" | "id"> & DriverFields,
  { driver: name = before.driver, settings, credential }: EnvironmentChange,
): Result<DriverFields | null> {
  if (name === before.driver && settings === undefined && credential === undefined) return ok(null);
  const driver = deployDriver(name, driverHost());
  if (!driver) {
    return refused(invalidField("driver", `Give one of: ${deployDriverNames.join(", ")}`));
  }
  const wanted = settings ?? (name === before.driver ? before.driverSettings : {});
  const parsed = driver.settingsSchema.safeParse(wanted);
  if (!parsed.success) return refused(under("settings", parsed.error));
  const kept: DriverFields = {
    driver: name,
    driverSettings: parsed.data,
    driverCredential: before.driverCredential,
  };
  if (credential === null) return ok({ ...kept, driverCredential: null });
  if (credential === undefined) {
    const elsewhere = name !== before.driver || place(before.driverSettings) !== place(parsed.data);
    return kept.driverCredential !== null && elsewhere ? refused(credentialAgain) : ok(kept);
  }
  const opened = driver.credentialSchema.safeParse(credential);
  if (!opened.success) return refused(under("credential", opened.error));
  return ok({ ...kept, driverCredential: sealed(before, opened.data) });
}

const credentialAgain = invalidField(
  "credential",
  "Give the credential again, or null: the stored one was given for another repository",
);

function place(settings: unknown): unknown {
  return (settings as { repository?: unknown } | null)?.repository;
}

function sealed(
  { organizationId, id }: Pick<EnvironmentRow, "organizationId" | "id">,
  given: DriverCredential,
) {
  return sealCredential(encryptionKey(), { organizationId, environmentId: id }, given);
}

function under(field: string, error: z.ZodError): Refusal {
  const errors: FieldError[] = error.issues.flatMap((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [null];
    return keys.map((key) => ({
      path: [field, ...issue.path, ...(key === null ? [] : [key])].map(String).join("."),
      message: key === null ? issue.message : "This field is not known.",
    }));
  });
  return refusal("invalid_input", { errors });
}
