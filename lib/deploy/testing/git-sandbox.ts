import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of real bare repositories, and plain git to look into them and to act as somebody else. For tests. */
export interface GitSandbox {
  root: string;
  /** Makes an empty bare repository and answers its path. */
  bare(name: string): string;
  git(repository: string, ...args: string[]): string;
  /** Commits files to main as another person would; `{ link: target }` commits a symbolic link. */
  commit(
    repository: string,
    files: Record<string, string | Buffer | { link: string }>,
    message?: string,
  ): string;
  /** Installs a hook of the repository, as its owner would. */
  hook(repository: string, name: string, script: string): void;
  read(repository: string, path: string): string;
  remove(): void;
}

/** Nothing of the machine's git configuration, nor of a hook that tests may run in. */
function environment(): NodeJS.ProcessEnv {
  const person = { NAME: "Somebody Else", EMAIL: "else@example.com" };
  return {
    // biome-ignore lint/style/noProcessEnv: where git is; tests are no part of the product
    PATH: process.env.PATH,
    HOME: "/nonexistent",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
  } as unknown as NodeJS.ProcessEnv;
}

export function gitSandbox(): GitSandbox {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "countersign-git-")));
  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", args, {
      cwd,
      env: environment(),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  return {
    root,
    git,
    bare(name) {
      const path = join(root, name);
      git(root, "init", "--quiet", "--bare", "--initial-branch=main", path);
      return path;
    },
    commit(repository, files, message = "Something else") {
      const work = mkdtempSync(join(root, "work-"));
      git(root, "clone", "--quiet", repository, work);
      git(work, "checkout", "--quiet", "-B", "main");
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        if (typeof content === "string" || Buffer.isBuffer(content)) writeFileSync(join(work, path), content);
        else symlinkSync(content.link, join(work, path));
      }
      git(work, "add", "--all");
      git(work, "commit", "--quiet", "--allow-empty", "--message", message);
      git(work, "push", "--quiet", "origin", "main");
      const commit = git(work, "rev-parse", "HEAD").trim();
      rmSync(work, { recursive: true });
      return commit;
    },
    hook(repository, name, script) {
      mkdirSync(join(repository, "hooks"), { recursive: true });
      writeFileSync(join(repository, "hooks", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    read: (repository, path) => git(repository, "show", `main:${path}`),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
