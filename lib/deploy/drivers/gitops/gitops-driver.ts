import { randomInt } from "node:crypto";
import { mkdir, mkdtemp, readdir, realpath, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { driftBetween } from "@/lib/deploy/core/drift";
import { driverCredentialSchema } from "@/lib/deploy/credentials";
import type {
  DeliveryResult,
  DeployDriver,
  DeployOrder,
  DeployTarget,
  DriverHost,
  LiveReading,
} from "@/lib/deploy/driver";
import {
  type Clone,
  commitFile,
  fetchBranch,
  findDelivered,
  GitProblem,
  initialise,
  push,
  readFileAt,
} from "./clone";
import { commitMessage } from "./commit-message";
import { readFields, UnusableFile, writeFields } from "./environment-file";
import { credentialProblem, gitEnvironment } from "./git-environment";
import { parseRepositoryUrl } from "./repository-url";
import { filePath, type GitopsSettings, gitopsSettingsSchema, slug } from "./settings";

const maxAttempts = 10;
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

interface Visit {
  clone: Clone;
  settings: GitopsSettings;
  path: string;
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

/** One try: the commit's id, drift, a refusal, or "overtaken" when somebody else pushed first. */
async function tryOnce(
  { clone, settings, path }: Visit,
  order: DeployOrder,
): Promise<DeliveryResult | "overtaken"> {
  order.progress(`Reading ${path} on ${settings.branch}`);
  const head = await fetchBranch(clone, true);
  const earlier = head && (await findDelivered(clone, order.deploymentId));
  if (earlier) return { outcome: "delivered", reference: earlier };
  const file = head ? await readFileAt(clone, head, path) : null;
  const { digest: found } = readFields(file?.text ?? null, settings.fields);
  if (driftBetween(order.expectedDigest, found)) return { outcome: "drifted", found };
  const text = writeFields(file?.text ?? null, settings.fields, order);
  const commit = await commitFile(
    clone,
    head,
    { path, mode: file?.mode ?? "100644", text },
    commitMessage(order),
  );
  order.progress(`Pushing commit ${commit.slice(0, 12)}`);
  const pushed = await push(clone, commit);
  if (pushed.outcome === "pushed") return { outcome: "delivered", reference: commit };
  if (pushed.outcome === "overtaken") return "overtaken";
  if (pushed.outcome === "refused") return { outcome: "failed", reason: pushed.reason };
  // The answer was lost, not necessarily the push: only the branch knows.
  const landed = (await fetchBranch(clone, true)) && (await findDelivered(clone, order.deploymentId));
  return landed ? { outcome: "delivered", reference: landed } : { outcome: "failed", reason: pushed.reason };
}

async function deliver(place: Visit, order: DeployOrder): Promise<DeliveryResult> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const result = await tryOnce(place, order);
    if (result !== "overtaken") return result;
    order.progress("Somebody else pushed first; trying again");
    await wait(randomInt(20, 100 * attempt), undefined, { signal: order.signal });
  }
  return { outcome: "failed", reason: `Others pushed first ${maxAttempts} times in a row. Try again.` };
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
