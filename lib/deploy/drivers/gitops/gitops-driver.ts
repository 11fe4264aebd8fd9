import { mkdir, mkdtemp, readdir, realpath, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { driverCredentialSchema } from "@/lib/deploy/credentials";
import type {
  DeliveryResult,
  DeployDriver,
  DeployTarget,
  DriverHost,
  LiveReading,
} from "@/lib/deploy/driver";
import { fetchBranch, GitProblem, initialise, readFileAt } from "./clone";
import { deliver, type Visit } from "./deliver";
import { readFields, UnusableFile } from "./environment-file";
import { credentialProblem, gitEnvironment } from "./git-environment";
import { parseRepositoryUrl } from "./repository-url";
import { filePath, gitopsSettingsSchema, slug } from "./settings";

const folderPrefix = "gitops-";
const abandonedAfterMs = 60 * 60 * 1000;

/** Says no before git is started. The message is fit to be shown. */
class Unusable extends Error {}

function checked(host: DriverHost, target: DeployTarget) {
  const parsed = gitopsSettingsSchema(host.allowLocal).safeParse(target.settings);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Unusable(
      `The environment's settings need attention: ${issue?.path.join(".")}: ${issue?.message}`,
    );
  }
  const { organization, project, component, environment } = target;
  for (const name of [organization, project, component, environment]) {
    if (!slug.test(name))
      throw new Unusable("A name that becomes part of a path may hold a-z, 0-9 and - only.");
  }
  const address = parseRepositoryUrl(parsed.data.repository, host.allowLocal);
  if (typeof address === "string") throw new Unusable(address);
  const problem = credentialProblem(address, target.credential);
  if (problem) throw new Unusable(problem);
  const path = filePath(parsed.data.path, { organization, project, component, environment });
  return { settings: parsed.data, address, path };
}

/** A process that was killed could not clean up. What it left may hold a key, so the next one removes it. */
async function sweepAbandoned(workDirectory: string): Promise<void> {
  for (const name of await readdir(workDirectory)) {
    if (!name.startsWith(folderPrefix)) continue;
    const folder = join(workDirectory, name);
    const age =
      Date.now() -
      (await stat(folder).then(
        (found) => found.mtimeMs,
        () => Date.now(),
      ));
    if (age > abandonedAfterMs) await rm(folder, { recursive: true, force: true });
  }
}

/** Lends a private, empty clone to `use` and removes every trace of it afterwards. */
async function visit<T>(
  host: DriverHost,
  target: DeployTarget,
  signal: AbortSignal,
  use: (visit: Visit) => Promise<T>,
): Promise<T> {
  const { settings, address, path } = checked(host, target);
  await mkdir(host.workDirectory, { recursive: true, mode: 0o700 });
  await sweepAbandoned(host.workDirectory);
  const folder = await realpath(await mkdtemp(join(host.workDirectory, folderPrefix)));
  try {
    const { env, secrets } = await gitEnvironment(host, folder, address, target.credential, settings.author);
    const paths = [
      { path: folder, shownAs: "the clone" },
      { path: host.workDirectory, shownAs: "the work folder" },
      ...(address.protocol === "file" ? [{ path: address.url, shownAs: "the repository" }] : []),
    ];
    const timeoutMs = host.callTimeoutMs ?? 60_000;
    const clone = { folder, env, hidden: { secrets, paths }, branch: settings.branch, signal, timeoutMs };
    await initialise(clone);
    return await use({ clone, settings, path });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What people may read about an error; everything but the expected ones is a defect and is thrown on. */
function shownReason(error: unknown, path: string): string {
  if (error instanceof UnusableFile) return `${path} ${error.message}`;
  if (error instanceof GitProblem || error instanceof Unusable) return error.message;
  throw error;
}

/** Delivers by committing to a GitOps repository. Delivered means pushed, not running (product.md, 7). */
export function gitopsDriver(host: DriverHost): DeployDriver {
  return {
    name: "gitops",
    settingsSchema: gitopsSettingsSchema(host.allowLocal),
    credentialSchema: driverCredentialSchema,
    async readLive(target, signal): Promise<LiveReading> {
      try {
        return await visit(host, target, signal, async ({ clone, settings, path }) => {
          const reference = await fetchBranch(clone, false);
          const file = reference ? await readFileAt(clone, reference, path) : null;
          return { outcome: "read", ...readFields(file?.text ?? null, settings.fields), reference };
        });
      } catch (error) {
        signal.throwIfAborted();
        return { outcome: "unreachable", reason: shownReason(error, "The environment's file") };
      }
    },
    async deploy(order): Promise<DeliveryResult> {
      try {
        if (!/^dep_[A-Za-z0-9]+$/.test(order.deploymentId))
          throw new Unusable("The deployment's id is malformed.");
        return await visit(host, order.target, order.signal, (place) => deliver(place, order));
      } catch (error) {
        order.signal.throwIfAborted();
        return { outcome: "failed", reason: shownReason(error, "The environment's file") };
      }
    },
  };
}
