import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { postMessage } from "./post-message";
import { type Receiver, startReceiver } from "./testing/receiver";

const demo = { allowLocal: true, allowPrivate: false };
const { signal } = new AbortController();
let receiver: Receiver;
let connections = 0;
/** Takes every connection and says nothing that TLS understands. */
let mute: Server;

beforeAll(async () => {
  receiver = await startReceiver();
  mute = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await receiver.stop();
  mute.close();
});

const post = (url: string, more: Partial<Parameters<typeof postMessage>[1]> = {}) =>
  postMessage({ url, headers: {}, body: "{}" }, { policy: demo, signal, ...more });

test("a message arrives, and the answer's status and beginning come back", async () => {
  receiver.answer((response) => response.writeHead(202).end("thanks\0"));
  expect(await post(receiver.url)).toEqual({ status: 202, text: "thanks\ufffd" });
});

test("a redirect is an answer, not a way", async () => {
  const before = receiver.received.length;
  receiver.answer((response) => response.writeHead(307, { location: `${receiver.url}/further` }).end());
  expect(await post(receiver.url)).toEqual({ status: 307, text: "" });
  expect(receiver.received).toHaveLength(before + 1);
});

test("of an endless answer the beginning is read, and the connection ended", async () => {
  const ended = vi.fn();
  receiver.answer((response) => {
    response.on("close", ended);
    response.writeHead(200);
    const more = () => {
      if (!response.destroyed) response.write("x".repeat(65_536), () => setImmediate(more));
    };
    more();
  });
  const answer = await post(receiver.url);
  expect(answer).toEqual({ status: 200, text: "x".repeat(1000) });
  await vi.waitFor(() => expect(ended).toHaveBeenCalled());
});

test("nobody waits longer than the time-out: not for an answer, not for its body, not for a name", async () => {
  receiver.answer(() => undefined);
  expect(await post(receiver.url, { timeout: 100 })).toEqual({
    error: "There was no answer within 0.1 seconds.",
  });
  receiver.answer((response) => response.writeHead(200).write("one"));
  expect(await post(receiver.url, { timeout: 500 })).toEqual({ status: 200, text: "one" });
  const resolve = () => new Promise<never>(() => undefined);
  const hook = "https://receiver.example/";
  expect(await post(hook, { timeout: 100, resolve })).toEqual({
    error: "There was no answer within 0.1 seconds.",
  });
});

test("a process that stops knows nothing of its message: that is no answer", async () => {
  receiver.answer(() => undefined);
  const stopping = new AbortController();
  const sent = post(receiver.url, { signal: stopping.signal });
  const before = receiver.received.length;
  await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(before));
  stopping.abort();
  await expect(sent).rejects.toThrow();
});

test("nothing goes wrong beside it when a name fails to resolve in a process that has stopped", async () => {
  const resolve = () => Promise.reject(new Error("no such name"));
  const sent = post("https://receiver.example/", { signal: AbortSignal.abort(), resolve });
  await expect(sent).rejects.toThrow();
});

test("a refused connection is told as such", async () => {
  const gone = await startReceiver();
  await gone.stop();
  expect(await post(gone.url)).toEqual({ error: expect.stringContaining("ECONNREFUSED") });
});

const answering =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

test.each([
  [["127.0.0.1"], "resolves to an address that is in a private network"],
  [["::1"], "that is in a private network"],
  [["::ffff:127.0.0.1"], "that is in a private network"],
  [["93.184.215.14", "10.0.0.1"], "resolves to an address that is in a private network"],
  [["169.254.169.254"], "that is link-local or reserved"],
  [[], "has no address"],
])("a name that resolves to %j is not connected to", async (addresses, why) => {
  const { port } = mute.address() as AddressInfo;
  const url = `https://receiver.example:${port}/`;
  const before = connections;
  expect(await post(url, { resolve: answering(...addresses) })).toEqual({
    error: expect.stringContaining(why),
  });
  expect(connections).toBe(before);
});

test("http to localhost goes nowhere else, whatever that name resolves to", async () => {
  const answer = await post(`http://localhost:${receiver.port}/`, { resolve: answering("93.184.215.14") });
  expect(answer).toEqual({ error: expect.stringContaining("is not this machine") });
});

test("the address that was checked is the one connected to: a name is looked up once", async () => {
  const { port } = mute.address() as AddressInfo;
  const resolve = vi.fn(answering("127.0.0.1"));
  const before = connections;
  const policy = { allowLocal: false, allowPrivate: true };
  const answer = await post(`https://receiver.invalid:${port}/`, { policy, resolve });
  expect(answer).toHaveProperty("error");
  expect(resolve).toHaveBeenCalledTimes(1);
  expect(connections).toBe(before + 1);
});

test("what was stored when it was allowed is not sent any more when it is not", async () => {
  const before = receiver.received.length;
  const policy = { allowLocal: false, allowPrivate: false };
  expect(await post(receiver.url, { policy })).toEqual({ error: expect.stringContaining("Use https") });
  expect(receiver.received).toHaveLength(before);
});
