import type { Database } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { ProjectInput } from "./input";
import { slugOf } from "./slug";
import { insertProject } from "./store";
import type { ProjectView } from "./views";

export const slugMissing = invalidField("slug", "Give a slug: small letters, digits and hyphens");
export const slugTaken = refusal("name_taken", {
  detail: "That slug is taken. Choose another.",
  errors: [{ path: "slug", message: "Choose another: this one is taken" }],
});

/** Makes a project. Needs `component.manage` in the whole organization. The slug comes from the name when not given. */
export async function createProject(
  db: Database,
  caller: Caller,
  input: ProjectInput,
): Promise<Result<ProjectView>> {
  if (!callerMay(caller, "component.manage", "organization")) return refused(refusal("not_permitted"));
  const slug = input.slug ?? slugOf(input.name);
  if (slug === null) return refused(slugMissing);
  return db.transaction(async (tx) => {
    const { organizationId } = caller;
    const row = await insertProject(tx, { id: newId("prj"), organizationId, slug, name: input.name });
    if (!row) return refused(slugTaken);
    const { id, name, createdAt } = row;
    await recordChange(tx, caller, "project.created", { id, slug, name });
    return ok({ id, slug, name, components: 0, createdAt });
  });
}
