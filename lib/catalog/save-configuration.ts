import type { Database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import type { Clock } from "@/lib/kernel/clock";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { ConfigurationInput } from "./input";
import { reachComponent } from "./reach";
import { lockPlace, pointSavedConfiguration, writeConfigurationVersion } from "./store-configuration";
import { findEnvironment, readLive } from "./store-places";
import { type ConfigurationView, configurationView } from "./views-configuration";

/**
 * Saves a component's configuration in an environment as a new version, or none when nothing differs. What runs stays
 * as it is until it is deployed. Needs `configuration.edit` in the project. `basedOn` is the hash of what was edited: of
 * two who edit at once the second gets `configuration_changed`.
 */
export async function saveConfiguration(
  db: Database,
  caller: Caller,
  input: ConfigurationInput & { project: string; component: string; environment: string },
  clock?: Clock,
): Promise<Result<ConfigurationView>> {
  const reached = await reachComponent(db, caller, input, "configuration.edit");
  if (!reached.ok) return reached;
  const { organizationId } = caller;
  const { project, component } = reached.value;
  return db.transaction(async (tx) => {
    const environment = await findEnvironment(tx, organizationId, input.environment);
    if (!environment) return refused(refusal("not_found"));
    const place = { organizationId, componentId: component.id, environmentId: environment.id };
    const createdBy = caller.member.id;
    await lockPlace(tx, place);
    const held = await configurationView(tx, place);
    if (input.basedOn !== undefined && input.basedOn !== held.hash)
      return refused(changedMeanwhile(held, environment.name));
    const { id, version } = await writeConfigurationVersion(tx, {
      ...place,
      entries: input.entries,
      createdBy,
      ...(clock ? { createdAt: clock() } : {}),
    });
    const { savedConfigurationId } = await readLive(tx, place);
    if (savedConfigurationId !== id) {
      await pointSavedConfiguration(tx, place, id);
      await recordChange(tx, caller, "configuration.saved", {
        project: project.slug,
        component: component.slug,
        environment: environment.slug,
        version,
      });
    }
    return ok(await configurationView(tx, place));
  });
}

function changedMeanwhile({ version, hash, savedBy }: ConfigurationView, name: string): Refusal {
  const who = savedBy?.name ?? "Somebody";
  return refusal("configuration_changed", {
    detail: `${who} saved version ${version} of the configuration in ${name} meanwhile, so nothing was saved. Compare the two, then save again.`,
    facts: { version, hash },
  });
}
