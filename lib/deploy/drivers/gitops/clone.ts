import { cleanReason, type Hidden } from "./clean-reason";
import { deploymentTrailer } from "./commit-message";
import { type GitExit, runGit } from "./git-process";

/** git could not do what was asked. The message is fit to be shown to people. */
export class GitProblem extends Error {}

export interface Clone {
  folder: string;
  env: Record<string, string>;
  hidden: Hidden;
  branch: string;
  signal: AbortSignal;
  timeoutMs: number;
}

interface FoundFile {
  mode: string;
  text: string;
}

const maxFileBytes = 1024 * 1024;
const trackingRef = "refs/countersign/branch";

async function attempt(
  clone: Clone,
  args: readonly string[],
  more: { input?: string; maxStdoutBytes?: number } = {},
) {
  return await runGit({
    args,
    cwd: clone.folder,
    env: clone.env,
    signal: clone.signal,
    timeoutMs: clone.timeoutMs,
    ...more,
  });
}

function reasonOf(clone: Clone, exit: GitExit): string {
  if (exit.stopped === "timeout") return `The repository did not answer within ${clone.timeoutMs / 1000} s.`;
  if (exit.stopped === "not started") return "git is not installed on the server that runs Countersign.";
  if (exit.stopped === "too much output") return "git answered more than is sensible here.";
  return cleanReason(exit.stderr, clone.hidden);
}

async function git(
  clone: Clone,
  args: readonly string[],
  more: { input?: string; maxStdoutBytes?: number } = {},
) {
  const exit = await attempt(clone, args, more);
  if (exit.code !== 0) throw new GitProblem(reasonOf(clone, exit));
  return exit.stdout;
}

/** An empty repository without a working tree: nothing is ever checked out, so no link, filter or hook of the repository can act. */
export async function initialise(clone: Clone): Promise<void> {
  await git(clone, ["init", "--quiet", "--bare", "--template="]);
}

/**
 * Fetches the branch and answers its commit; null when the repository is empty. With `history` all commits and
 * folders come, but no file contents (`blob:none`, where the server can): the trailer search must see everything, and
 * depth would hide it. git fetches the one file's content by itself when it is read.
 */
export async function fetchBranch(clone: Clone, history: boolean): Promise<string | null> {
  const refspec = `+refs/heads/${clone.branch}:${trackingRef}`;
  const depth = history ? [] : ["--depth=1"];
  const flags = [
    "--quiet",
    "--no-tags",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "--filter=blob:none",
  ];
  const fetched = await attempt(clone, ["fetch", ...flags, ...depth, "--", "origin", refspec]);
  if (fetched.code === 0)
    return (await git(clone, ["rev-parse", "--verify", `${trackingRef}^{commit}`])).trim();
  if (!/couldn't find remote ref/i.test(fetched.stderr)) throw new GitProblem(reasonOf(clone, fetched));
  const branches = await git(clone, ["ls-remote", "--heads", "--", "origin"]);
  if (branches.trim() !== "") throw new GitProblem(`The repository has no branch ${clone.branch}.`);
  return null;
}

/** The oldest commit in the branch's history that carries this deployment's trailer, as a trailer; null when none does. */
export async function findDelivered(clone: Clone, deploymentId: string): Promise<string | null> {
  const pattern = `${deploymentTrailer}: ${deploymentId}`;
  const format = `%H %(trailers:key=${deploymentTrailer},valueonly,separator=%x20)`;
  const log = await git(clone, [
    "log",
    "--fixed-strings",
    `--grep=${pattern}`,
    `--format=${format}`,
    "--end-of-options",
    trackingRef,
    "--",
  ]);
  const hits = log.split("\n").map((line) => line.trim().split(" "));
  return hits.findLast(([, ...values]) => values.includes(deploymentId))?.[0] ?? null;
}

/** Reads one file of a commit; null when it is missing. Every folder on the way must be a folder, the file a plain file. */
export async function readFileAt(clone: Clone, commit: string, path: string): Promise<FoundFile | null> {
  const segments = path.split("/");
  for (let depth = 1; depth <= segments.length; depth++) {
    const at = segments.slice(0, depth).join("/");
    const [entry] = (await git(clone, ["ls-tree", "-z", "--full-tree", commit, "--", at])).split("\0");
    if (!entry) return null;
    const [mode = "", , oid = ""] = (entry.split("\t")[0] ?? "").split(" ");
    if (mode === "120000")
      throw new GitProblem(`${at} is a symbolic link in the repository; a link is never followed.`);
    if (depth < segments.length && mode !== "040000")
      throw new GitProblem(`${at} is not a folder in the repository.`);
    if (depth === segments.length) {
      if (!mode.startsWith("100")) throw new GitProblem(`${at} is not a file in the repository.`);
      const content = await attempt(clone, ["cat-file", "blob", oid], { maxStdoutBytes: maxFileBytes });
      if (content.stopped === "too much output") throw new GitProblem(`${at} is larger than 1 MiB.`);
      if (content.code !== 0) throw new GitProblem(reasonOf(clone, content));
      // Written back, bytes that are not UTF-8 would be lost.
      if (content.stdout.includes("\ufffd")) throw new GitProblem(`${at} is not UTF-8 text.`);
      return { mode, text: content.stdout };
    }
  }
  return null;
}

/** Makes a commit on `parent` that differs in this one file, or in nothing; answers its id. */
export async function commitFile(
  clone: Clone,
  parent: string | null,
  file: { path: string; mode: string; text: string },
  message: string,
): Promise<string> {
  const blob = (await git(clone, ["hash-object", "-w", "--stdin"], { input: file.text })).trim();
  await git(clone, parent ? ["read-tree", parent] : ["read-tree", "--empty"]);
  await git(clone, ["update-index", "--add", "--cacheinfo", `${file.mode},${blob},${file.path}`]);
  // The other files' contents were never fetched; that they exist is the server's knowledge.
  const tree = (await git(clone, ["write-tree", "--missing-ok"])).trim();
  const parents = parent ? ["-p", parent] : [];
  return (await git(clone, ["commit-tree", ...parents, "-F", "-", tree], { input: message })).trim();
}

type PushResult =
  | { outcome: "pushed" }
  | { outcome: "overtaken" }
  | { outcome: "refused"; reason: string }
  | { outcome: "unclear"; reason: string };

/** Pushes without force. `unclear`: the connection ended before the server's answer, so it may have happened. */
export async function push(clone: Clone, commit: string): Promise<PushResult> {
  const refspec = `${commit}:refs/heads/${clone.branch}`;
  const exit = await attempt(clone, ["push", "--porcelain", "--no-verify", "--", "origin", refspec]);
  if (exit.code === 0) return { outcome: "pushed" };
  const answer = exit.stdout.split("\n").find((line) => line.startsWith("!\t"));
  const verdict = answer?.split("\t")[2] ?? "";
  if (
    /^\[rejected\]|cannot lock ref|failed to update ref|incorrect old value|reference already exists/.test(
      verdict,
    )
  ) {
    return { outcome: "overtaken" };
  }
  const reason = reasonOf(clone, exit);
  if (verdict.startsWith("[remote rejected]")) {
    const why = cleanReason(verdict.replace("[remote rejected]", ""), clone.hidden);
    return { outcome: "refused", reason: `The repository refused the push ${why}: ${reason}` };
  }
  return { outcome: "unclear", reason };
}
