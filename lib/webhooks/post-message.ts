import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { addressProblem, literalAddress, parseReceiverUrl, type ReceiverPolicy } from "./receiver-address";

/** What came back: a status with how its body begins, or why nothing did. */
export type Answer = { status: number; text: string } | { error: string };

export interface Message {
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface Sending {
  policy: ReceiverPolicy;
  /** Aborts when the process stops: then nothing is known of the message, and this throws. */
  signal: AbortSignal;
  /** For everything: name, connection, TLS, answer. In milliseconds. */
  timeout?: number;
  resolve?: Resolve;
}

type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>;

/** How much of an answer is read, in bytes. The rest is never received. */
const readAtMost = 1000;

const resolveAll: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * Posts a message, once. Follows no redirect, takes no proxy, and connects to the very addresses that were checked: the
 * name is not looked up a second time, which could answer otherwise.
 */
export async function postMessage(
  message: Message,
  { policy, signal, timeout = 10_000, resolve = resolveAll }: Sending,
): Promise<Answer> {
  const inTime = AbortSignal.timeout(timeout);
  const ending = AbortSignal.any([signal, inTime]);
  try {
    const url = parseReceiverUrl(message.url, policy);
    if (typeof url === "string") return { error: url };
    const addresses = await until(ending, checkedAddresses(url, policy, resolve));
    if (typeof addresses === "string") return { error: addresses };
    return await sent(url, message, addresses, ending);
  } catch (error) {
    if (signal.aborted) throw error;
    if (inTime.aborted) return { error: `There was no answer within ${timeout / 1000} seconds.` };
    return { error: error instanceof Error ? error.message.slice(0, 300) : "The connection failed." };
  }
}

type Addresses = Awaited<ReturnType<Resolve>>;

/** All that a host resolves to, or why it may not be reached: one forbidden address is enough. */
async function checkedAddresses(
  url: URL,
  policy: ReceiverPolicy,
  resolve: Resolve,
): Promise<Addresses | string> {
  // An address is not looked up at all, neither here nor by the connection; `parseReceiverUrl` has judged it.
  if (literalAddress(url) !== null) return [];
  const found = await resolve(url.hostname);
  if (found.length === 0) return `${url.hostname} has no address.`;
  for (const { address } of found) {
    const problem = addressProblem(address, policy, url.protocol === "http:");
    // Without the address: an administrator of one tenant is not to map the network that all are served from.
    if (problem) return `${url.hostname} resolves to an address that ${problem}.`;
  }
  return found;
}

function until<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(resolve, reject);
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function sent(
  url: URL,
  { headers, body }: Message,
  addresses: Addresses,
  signal: AbortSignal,
): Promise<Answer> {
  const known: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  };
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      // A connection of its own: none that was opened to an address checked for another message.
      agent: false,
      lookup: known,
      signal,
    });
    let answered = false;
    outgoing.on("error", (error) => {
      // Once there is a status, what goes wrong with the rest changes nothing: `beginning` ends then.
      if (!answered) reject(error);
    });
    outgoing.on("response", (incoming) => {
      answered = true;
      beginning(incoming).then((text) => {
        resolve({ status: incoming.statusCode ?? 0, text });
        outgoing.destroy();
      });
    });
    outgoing.end(body);
  });
}

/** The first bytes of an answer as a text that the database takes. Its status counts even when the body breaks off. */
function beginning(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const done = () =>
      resolve(Buffer.concat(chunks).subarray(0, readAtMost).toString("utf8").replaceAll("\0", "\ufffd"));
    incoming.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= readAtMost) done();
    });
    incoming.on("end", done);
    incoming.on("error", done);
    incoming.on("close", done);
  });
}
