import type { TestProject } from "vitest/node";
import { startTestServer } from "./server";

declare module "vitest" {
  interface ProvidedContext {
    templateUrl: string;
  }
}

/** Once per run, before the first database test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide("templateUrl", server.templateUrl);
  return () => server.stop();
}
