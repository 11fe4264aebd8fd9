import { createComponent } from "../../lib/catalog/create-component";
import { createProject } from "../../lib/catalog/create-project";
import type { Database } from "../client";
import { makeTenant } from "./cast";
import { makeEnvironments } from "./catalogue";
import { granted } from "./granted";

/** Halden: a second, small organization that has only begun, so that there is something to switch to. */
export async function makeHalden(db: Database, repository: string): Promise<void> {
  const sol = { name: "Sol Okafor", email: "sol.okafor@meridian.example", roles: ["Administrator"] };
  const tenant = await makeTenant(db, { slug: "halden", name: "Halden", administrator: sol, roles: [] });
  const administrator = await tenant.as("Sol Okafor");
  const environments = [
    { name: "Test", endpoint: "https://test.halden.example" },
    { name: "Live", endpoint: "https://halden.example", critical: true },
  ];
  const path = "halden/{environment}/{component}.yaml";
  await makeEnvironments(db, administrator, { repository, path, environments });
  granted(await createProject(db, administrator, { slug: "website", name: "Website" }));
  const component = { project: "website", slug: "pages", name: "pages" };
  granted(await createComponent(db, administrator, component));
}
