import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { env } from "../../lib/env";

const readme = `# What runs where

Countersign writes \`environments/<environment>/<component>.yaml\` here. Each commit names the request and its approvers.
`;

const identity = ["-c", "user.name=Countersign", "-c", "user.email=noreply@countersign.invalid"];

/** A new bare repository with one commit, in the data folder; one that a former seed left there is replaced. */
export function makeGitopsRepository(): string {
  const folder = join(env().COUNTERSIGN_DATA_DIR, "gitops.git");
  rmSync(folder, { recursive: true, force: true });
  const git = (args: string[], input = "") =>
    execFileSync("git", [...identity, ...args], { input, encoding: "utf8" }).trim();
  git(["init", "--quiet", "--bare", "--initial-branch=main", "--", folder]);
  const at = `--git-dir=${folder}`;
  const blob = git([at, "hash-object", "-w", "--stdin"], readme);
  const tree = git([at, "mktree"], `100644 blob ${blob}\tREADME.md\n`);
  const commit = git([at, "commit-tree", tree, "-m", "Start the environments' repository"]);
  git([at, "update-ref", "refs/heads/main", commit]);
  return folder;
}
