import { beforeEach, expect, test, vi } from "vitest";

const local = { host: "localhost:3000" };

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgres://localhost/countersign");
  vi.stubEnv("NEXTAUTH_SECRET", "secret");
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
  vi.stubEnv("COUNTERSIGN_DEMO", "1");
  vi.stubEnv("HOST", "127.0.0.1");
});

async function isDemo(headers: Record<string, string>): Promise<boolean> {
  const { isLocalDemoRequest } = await import("./demo");
  return isLocalDemoRequest(new Headers(headers));
}

test.each([
  [local],
  [{ host: "127.0.0.1:4200" }],
  [{ host: "[::1]:3000" }],
  [{ ...local, "x-forwarded-host": "localhost:3000", "x-forwarded-for": "::ffff:127.0.0.1" }],
])("a demo on this machine knows this machine: %j", async (headers) => {
  expect(await isDemo(headers)).toBe(true);
});

test.each([
  [{}],
  [{ host: "countersign.example.com" }],
  [{ host: "localhost.example.com" }],
  [{ host: "localhost:3000@example.com" }],
  [{ ...local, "x-forwarded-host": "countersign.example.com" }],
  [{ ...local, "x-forwarded-for": "203.0.113.7, 127.0.0.1" }],
  [{ ...local, forwarded: "for=203.0.113.7" }],
])("a demo signs in nobody who comes from elsewhere: %j", async (headers) => {
  expect(await isDemo(headers)).toBe(false);
});

test("a demo that listens to others signs in nobody with one click", async () => {
  vi.stubEnv("HOST", "0.0.0.0");
  expect(await isDemo(local)).toBe(false);
});

test("a server that was not started as a demo signs in nobody with one click", async () => {
  vi.stubEnv("COUNTERSIGN_DEMO", "0");
  expect(await isDemo(local)).toBe(false);
});
