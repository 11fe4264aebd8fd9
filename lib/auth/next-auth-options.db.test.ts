import { expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { nextAuthOptions } from "./next-auth-options";

const asked = vi.hoisted(() => ({ headers: { host: "localhost:3000" } as Record<string, string> }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(asked.headers),
  cookies: async () => ({ get: () => undefined }),
}));
vi.stubEnv("COUNTERSIGN_DEMO", "1");
vi.stubEnv("HOST", "127.0.0.1");
vi.stubEnv("OIDC_ISSUER", "");
vi.stubEnv("SMTP_URL", "");
vi.stubEnv("RESEND_API_KEY", "");

const database = useDatabase();

async function ways(host = "localhost:3000"): Promise<string[]> {
  asked.headers = { host };
  return (await nextAuthOptions()).providers.map(({ id }) => id);
}

test("a database that was not made as a demo offers no one-click sign-in, whatever the environment says", async () => {
  expect(await ways()).toEqual([]);
  await database.pool.query("insert into installation (demo) values (false)");
  expect(await ways()).toEqual([]);
});

test("a demo database offers it to this machine and to nobody else", async () => {
  await database.owner.query("truncate installation");
  await database.pool.query("insert into installation (demo) values (true)");
  expect(await ways()).toEqual(["sign-in-link", "demo"]);
  expect(await ways("countersign.example.com")).toEqual([]);
});

test("the cookie carries the session's id and nothing about the person", async () => {
  const { callbacks } = await nextAuthOptions();
  const token = { sid: "ses_1", name: "Rune", email: "rune@meridian.example" };
  expect(await callbacks?.jwt?.({ token, account: null, user: { id: "usr_1" } })).toEqual({ sid: "ses_1" });
});

test.each([
  ["https://evil.example/x", "http://localhost:3000/"],
  ["//evil.example", "http://localhost:3000/"],
  ["http://localhost:3000.evil.example/", "http://localhost:3000/"],
  ["http://localhost:3000/meridian?x=1", "http://localhost:3000/meridian?x=1"],
  ["/meridian", "http://localhost:3000/meridian"],
])("after sign-in %s leads to %s, never to another host", async (url, expected) => {
  const { callbacks } = await nextAuthOptions();
  expect(await callbacks?.redirect?.({ url, baseUrl: "http://localhost:3000" })).toBe(expected);
});
