import { BlockList, isIP } from "node:net";

/** What an installation lets webhooks reach beside the public internet. */
export interface ReceiverPolicy {
  /** http to this machine itself: the demo and tests. */
  allowLocal: boolean;
  /** https to private networks, and to this machine. */
  allowPrivate: boolean;
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    list.addSubnet(network, Number(bits), network.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}

const loopback = listOf(["127.0.0.0/8", "::1/128"]);

/** Nobody's receiver is there, but the metadata of clouds is: link-local, "this host", multicast, reserved. */
const never = listOf([
  "0.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/128",
  "fe80::/10",
  "ff00::/8",
]);
const metadata = listOf(["100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::254/128", "fd20:ce::254/128"]);

/** IANA's special-purpose registries: private use, shared, documentation, benchmarks. */
const special4 = listOf([
  "10.0.0.0/8",
  "100.64.0.0/10",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
]);

/** Of IPv6 only global unicast is public, without what is for protocols, documentation, or wraps an IPv4 address. */
const global6 = listOf(["2000::/3"]);
const special6 = listOf(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

/** The IPv4 address that an IPv6 address stands for (IPv4-mapped, or behind NAT64), however it is spelled; else itself. */
function unwrapped(address: string): string {
  if (isIP(address) !== 6) return address;
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, "")}]`);
  const within = /^\[(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(hostname);
  if (!within) return hostname.slice(1, -1);
  const [high, low] = [Number.parseInt(within[1] ?? "", 16), Number.parseInt(within[2] ?? "", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/**
 * Why a message may not go to this IP address, or null. `viaHttp`: only this machine then, which nothing can read along
 * the way.
 */
export function addressProblem(given: string, policy: ReceiverPolicy, viaHttp: boolean): string | null {
  const address = unwrapped(given);
  const version = isIP(address);
  if (version === 0) return "is not an address";
  const kind = version === 4 ? "ipv4" : "ipv6";
  const isLoopback = loopback.check(address, kind);
  if (viaHttp)
    return policy.allowLocal && isLoopback ? null : "is not this machine, and http goes nowhere else";
  if (never.check(address, kind) || metadata.check(address, kind)) return "is link-local or reserved";
  const isPublic =
    !isLoopback &&
    (version === 4
      ? !special4.check(address, kind)
      : global6.check(address, kind) && !special6.check(address, kind));
  return isPublic || policy.allowPrivate ? null : "is in a private network";
}

/** A URL's host as an IP address without brackets, or null when it is a name. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(host) === 0 ? null : host;
}

function isLocalName(hostname: string): boolean {
  return /^(?:.+\.)?localhost\.?$/i.test(hostname);
}

/**
 * Reads what an administrator typed. A string is what is wrong with it, with the remedy. Numbers in odd spellings
 * (`https://2130706433/`, `https://0x7f.1/`) are addresses by now: the URL parser has put them right. Names are judged by
 * what they resolve to when a message is sent.
 */
export function parseReceiverUrl(typed: string, policy: ReceiverPolicy): URL | string {
  const url = typed.length <= 2000 && URL.canParse(typed) ? new URL(typed) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return "Give an https address, for example https://ci.example.com/hooks";
  if (url.username !== "" || url.password !== "")
    return "Leave user and password out of the address: the signature says who sends";
  if (url.hash !== "") return "Leave out what follows #: it is never sent";
  const viaHttp = url.protocol === "http:";
  const literal = literalAddress(url) ?? (isLocalName(url.hostname) ? "127.0.0.1" : null);
  if (viaHttp && (literal === null || !policy.allowLocal))
    return "Use https: over http anybody on the way could read and change messages";
  const problem = literal === null ? null : addressProblem(literal, policy, viaHttp);
  if (problem === null) return url;
  return `${url.hostname} ${problem}. Give a public address, or set WEBHOOK_ALLOW_PRIVATE=1 on the server for receivers in a private network`;
}
