import { fileURLToPath } from "node:url";

/** An address that git may be given. `protocol` is what GIT_ALLOW_PROTOCOL is set to: this one and no other. */
export interface RepositoryAddress {
  protocol: "https" | "ssh" | "http" | "file";
  /** As git gets it: normalised, without credentials, never beginning with "-". */
  url: string;
  /** `host` or `[host]:port`, as known_hosts writes it. Empty for local paths. */
  sshHost: string;
}

const hostName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/;
const urlPath = /^(?:\/[A-Za-z0-9._~+@%][A-Za-z0-9._~+@%-]*)+\/?$/;
const scpLike =
  /^([A-Za-z0-9_][A-Za-z0-9._-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):([A-Za-z0-9._~/][A-Za-z0-9._~/+-]*)$/;
const remedy = "Use https://host/path, ssh://git@host/path or git@host:path";

function climbs(path: string): boolean {
  return path.split("/").some((segment) => segment === "..");
}

function localPath(path: string): RepositoryAddress | string {
  if (climbs(path) || /[\p{Cc}\\]/u.test(path)) return "A local path must be absolute and without `..`";
  return { protocol: "file", url: path, sshHost: "" };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function web(url: URL, protocol: "https" | "http"): RepositoryAddress | string {
  if (url.username !== "" || url.password !== "")
    return "Leave the user and token out of the address: they belong in the credential";
  return { protocol, url: url.href, sshHost: "" };
}

function ssh(url: URL): RepositoryAddress | string {
  if (url.password !== "") return "Leave the password out of the address: ssh takes a key";
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(url.username))
    return "Name the ssh user, for example ssh://git@host/path";
  if (/[%+]/.test(url.pathname)) return "An ssh path may hold letters, digits and . _ ~ @ - / only";
  return {
    protocol: "ssh",
    url: url.href,
    sshHost: url.port === "" ? url.hostname : `[${url.hostname}]:${url.port}`,
  };
}

/**
 * Reads what an administrator typed. A string is what is wrong with it, with the remedy. Only https and ssh; local
 * paths and http to this machine when `allowLocal`. Everything that git would understand as a command, an option or
 * another transport (`ext::`, `--upload-pack=`, `fd::`, …) has no spelling that gets through here.
 */
export function parseRepositoryUrl(typed: string, allowLocal: boolean): RepositoryAddress | string {
  if (allowLocal && typed.startsWith("/") && !typed.startsWith("//")) return localPath(typed);
  if (!/^[\x21-\x7e]{1,2000}$/.test(typed) || typed.startsWith("-") || /[\\?#]/.test(typed)) return remedy;
  const scp = scpLike.exec(typed);
  if (scp && !climbs(scp[3] ?? "")) return { protocol: "ssh", url: typed, sshHost: scp[2] ?? "" };
  if (!/^(?:https|ssh|http|file):\/\//.test(typed) || climbs(typed)) return remedy;
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (url?.protocol === "file:" && allowLocal && url.hostname === "") return localPath(fileURLToPath(url));
  if (!url || !hostName.test(url.hostname) || !urlPath.test(url.pathname)) return remedy;
  if (url.protocol === "https:") return web(url, "https");
  if (url.protocol === "ssh:") return ssh(url);
  if (url.protocol === "http:" && allowLocal && isLoopback(url.hostname)) return web(url, "http");
  return url.protocol === "http:" ? "Use https: over http the token could be read on the way" : remedy;
}
