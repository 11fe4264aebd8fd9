import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { straightToApi } from "./straight-to-api.ts";

const key = Symbol.for("countersign.api");
const server = createServer(straightToApi((_, outgoing) => outgoing.end("Next")));
let url = "";

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  Reflect.deleteProperty(globalThis, key);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function offer(api: (request: Request) => Response | Promise<Response>): void {
  Object.assign(globalThis, { [key]: api });
}
const text = async (path: string, init?: RequestInit) => (await fetch(`${url}${path}`, init)).text();

test("a call reaches the API as it was sent, and its answer comes back", async () => {
  offer(async (request) =>
    Response.json(
      {
        method: request.method,
        path: new URL(request.url).pathname + new URL(request.url).search,
        token: request.headers.get("authorization"),
        body: await request.text(),
      },
      { status: 201, headers: { "RateLimit-Policy": "q=1" } },
    ),
  );
  const answer = await fetch(`${url}/api/v1/members?limit=2`, {
    method: "POST",
    headers: { Authorization: "Bearer cs_1" },
    body: '{"name":"Å"}',
  });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({
    method: "POST",
    path: "/api/v1/members?limit=2",
    token: "Bearer cs_1",
    body: '{"name":"Å"}',
  });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "ratelimit-policy": "q=1",
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  });
  expect(answer.headers.has("strict-transport-security")).toBe(false);
});

test("behind https browsers are told to stay with it", async () => {
  offer(() => new Response("{}"));
  const { headers } = await fetch(`${url}/api/v1/me`, { headers: { "X-Forwarded-Proto": "https" } });
  expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
});

test.each([
  "/",
  "/api/v1",
  "/api/v1/docs",
  "/api/v1/docs?_rsc=1",
  "/api/health",
  "//api/v1/me",
  "/api/v1/me/",
  "/api/v1/me/?a=1",
])("%s is Next's", async (path) => {
  offer(() => new Response("API"));
  expect(await text(path)).toBe("Next");
});

test("so is everything until the API is there, and what is no proper request", async () => {
  expect(await text("/api/v1/me")).toBe("Next");
  offer(() => new Response("API"));
  expect(await text("/api/v1/me")).toBe("API");
  const { request } = await import("node:http");
  const traced = await new Promise<string>((resolve, reject) => {
    const sent = request(`${url}/api/v1/me`, { method: "TRACE" }, (answer) => {
      answer.setEncoding("utf8").on("data", resolve);
    });
    sent.on("error", reject).end();
  });
  expect(traced).toBe("Next");
});

test("what is long is compressed for whoever can read that", async () => {
  offer(() => new Response("a".repeat(5000)));
  const packed = await fetch(`${url}/api/v1/me`, { headers: { "Accept-Encoding": "gzip, br" } });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(await packed.text()).toBe("a".repeat(5000));
  const plain = await fetch(`${url}/api/v1/me`, { headers: { "Accept-Encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(plain.headers.get("vary")).toBe("Accept-Encoding");
  expect(await plain.text()).toBe("a".repeat(5000));
});

test("who leaves is not waited for any more, who got an answer has not left", async () => {
  const aborted: boolean[] = [];
  let arrived = () => {};
  const came = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let left = () => {};
  const gone = new Promise<void>((resolve) => {
    left = resolve;
  });
  offer((request) => {
    request.signal.addEventListener("abort", () => {
      aborted.push(true);
      left();
    });
    if (request.method === "DELETE") return new Response(null, { status: 204 });
    arrived();
    return gone.then(() => new Response("late"));
  });
  expect((await fetch(`${url}/api/v1/me`, { method: "DELETE" })).status).toBe(204);
  expect(aborted).toEqual([]);
  const impatient = new AbortController();
  const waiting = fetch(`${url}/api/v1/me`, { signal: impatient.signal }).catch(() => "left");
  await came;
  impatient.abort();
  expect(await waiting).toBe("left");
  await gone;
  expect(aborted).toEqual([true]);
});

test("an API that throws ends the connection, not the process", async () => {
  offer(() => {
    throw new Error("defect");
  });
  await expect(text("/api/v1/me")).rejects.toThrow();
  offer(() => new Response("API"));
  expect(await text("/api/v1/me")).toBe("API");
});
