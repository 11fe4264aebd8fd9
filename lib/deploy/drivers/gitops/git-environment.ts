import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DriverCredential } from "@/lib/deploy/credentials";
import type { DriverHost } from "@/lib/deploy/driver";
import type { RepositoryAddress } from "./repository-url";

const inherited = ["PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].flatMap(
  (name) => (name.endsWith("PROXY") ? [name, name.toLowerCase()] : [name]),
);

/** Configuration by environment: like `git -c`, but where nobody else on the machine can read it. */
function configuration(entries: [key: string, value: string][]): Record<string, string> {
  const pairs = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(entries.length), ...Object.fromEntries(pairs) };
}

/** A path as an ssh option's value: `%` begins a token and spaces separate files there, and the shell reads it first. */
function sshPath(path: string): string {
  return `"${path.replaceAll("%", "%%")}"`;
}

function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The command git runs in place of `ssh`: one key, one pinned host, no configuration, agent, question or forwarding. */
export function sshCommand(keyFile: string, knownHostsFile: string): string {
  const options = [
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    `UserKnownHostsFile=${sshPath(knownHostsFile)}`,
    "GlobalKnownHostsFile=/dev/null",
    "UpdateHostKeys=no",
    `IdentityFile=${sshPath(keyFile)}`,
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    "PreferredAuthentications=publickey",
    "ClearAllForwardings=yes",
    "ConnectTimeout=15",
    "ServerAliveInterval=15",
  ];
  return ["ssh", "-F", "none", ...options.flatMap((option) => ["-o", shellQuote(option)])].join(" ");
}

async function sshAccess(
  folder: string,
  address: RepositoryAddress,
  credential: DriverCredential & { kind: "ssh-key" },
) {
  const keyFile = join(folder, "key");
  const knownHostsFile = join(folder, "known_hosts");
  const lines = credential.hostKey
    .split("\n")
    .map((line) => (/^(?:ssh-|ecdsa-|sk-)/.test(line) ? `${address.sshHost} ${line}` : line));
  await writeFile(keyFile, credential.privateKey, { mode: 0o600, flag: "wx" });
  await writeFile(knownHostsFile, `${lines.join("\n")}\n`, { mode: 0o600, flag: "wx" });
  return { GIT_SSH_COMMAND: sshCommand(keyFile, knownHostsFile), GIT_SSH_VARIANT: "ssh" };
}

/** What is wrong with using this credential for this address, or null. */
export function credentialProblem(
  address: RepositoryAddress,
  credential: DriverCredential | null,
): string | null {
  if (address.protocol === "ssh" && credential?.kind !== "ssh-key")
    return "An ssh address needs a private key and the host's key.";
  if (address.protocol === "file" || address.protocol === "ssh") return null;
  return credential?.kind === "ssh-key" ? "An https address needs a token, not an ssh key." : null;
}

/**
 * The whole environment of every git call: nothing of the machine's or a user's configuration, no hooks, helpers or
 * questions, one transport, no redirects. `folder` is private (0700); the repository's objects live in `folder/git`.
 */
export async function gitEnvironment(
  host: DriverHost,
  folder: string,
  address: RepositoryAddress,
  credential: DriverCredential | null,
  author: { name: string; email: string },
): Promise<{ env: Record<string, string>; secrets: string[] }> {
  const basic =
    credential?.kind === "token"
      ? Buffer.from(`${credential.username}:${credential.token}`).toString("base64")
      : null;
  const web = address.protocol === "https" || address.protocol === "http";
  const passed = inherited
    .map((name) => [name, host.environment[name]] as const)
    .filter(([, value]) => value !== undefined);
  const env = {
    ...(Object.fromEntries(passed) as Record<string, string>),
    HOME: folder,
    LC_ALL: "C",
    GIT_DIR: join(folder, "git"),
    GIT_INDEX_FILE: join(folder, "index"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ALLOW_PROTOCOL: address.protocol,
    GIT_PROTOCOL_FROM_USER: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    ...configuration([
      ["remote.origin.url", address.url],
      ["core.hooksPath", "/dev/null"],
      ["core.protectHFS", "true"],
      ["core.protectNTFS", "true"],
      ["credential.helper", ""],
      ["http.followRedirects", "false"],
      ["protocol.ext.allow", "never"],
      ["submodule.recurse", "false"],
      ["fetch.recurseSubmodules", "false"],
      ["push.recurseSubmodules", "no"],
      ["gc.auto", "0"],
      ["maintenance.auto", "false"],
      ...(basic !== null && web
        ? ([[`http.${new URL(address.url).origin}.extraHeader`, `Authorization: Basic ${basic}`]] as [
            string,
            string,
          ][])
        : []),
    ]),
    ...(address.protocol === "ssh" && credential?.kind === "ssh-key"
      ? await sshAccess(folder, address, credential)
      : {}),
  };
  return { env, secrets: secretsOf(credential, basic) };
}

function secretsOf(credential: DriverCredential | null, basic: string | null): string[] {
  if (credential?.kind === "token")
    return [basic ?? "", credential.token, encodeURIComponent(credential.token)];
  return credential
    ? credential.privateKey.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"))
    : [];
}
