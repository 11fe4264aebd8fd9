import { database } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { projectsWith } from "@/lib/directory/permissions";
import { ok, type Result } from "@/lib/kernel/result";
import { type ProjectCardView, projectCards } from "./views-console";

/** The console's home: the projects that the caller may read, and whether they may make one. */
export async function loadHome(
  caller: Caller,
): Promise<Result<{ projects: ProjectCardView[]; mayCreate: boolean }>> {
  const readable = projectsWith(caller.roles, "catalog.read");
  const projects = await projectCards(database(), caller.organizationId, readable);
  return ok({ projects, mayCreate: callerMay(caller, "component.manage", "organization") });
}
