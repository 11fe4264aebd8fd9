import type { Database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { lockOrganization } from "@/lib/directory/store";
import { newId } from "@/lib/kernel/new-id";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { slugMissing, slugTaken } from "./create-project";
import type { ProjectInput } from "./input";
import { reachProject } from "./reach";
import { slugOf } from "./slug";
import { insertComponent, insertMissingPlaces } from "./store";
import type { ComponentView } from "./views";

/** Makes a component, with a place in every environment. Needs `component.manage` in the project. */
export async function createComponent(
  db: Database,
  caller: Caller,
  input: ProjectInput & { project: string },
): Promise<Result<ComponentView>> {
  const project = await reachProject(db, caller, input.project, "component.manage");
  if (!project.ok) return project;
  const slug = input.slug ?? slugOf(input.name);
  if (slug === null) return refused(slugMissing);
  return db.transaction(async (tx) => {
    const { organizationId } = caller;
    // An environment made at the same time would otherwise miss this component, and this component that environment.
    await lockOrganization(tx, organizationId);
    const row = await insertComponent(tx, {
      id: newId("cmp"),
      organizationId,
      projectId: project.value.id,
      slug,
      name: input.name,
    });
    if (!row) return refused(slugTaken);
    await insertMissingPlaces(tx, organizationId);
    const { id, name, createdAt } = row;
    await recordChange(tx, caller, "component.created", { id, project: project.value.slug, slug, name });
    return ok({ id, project: project.value.slug, slug, name, latestBuild: null, createdAt });
  });
}
