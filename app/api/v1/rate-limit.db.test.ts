import { beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeMember, makeWorld, type World } from "@/db/testing/world";
import { callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
let world: World;

beforeAll(async () => {
  vi.stubEnv("API_REQUESTS_PER_MINUTE", "3");
  world = await makeWorld(database.db);
});

async function someone() {
  const member = await makeMember(world, `Member ${Math.random()}`, ["administrator"]);
  return callerOf((await makeToken(database.db, world.organizationId, member.id)).token);
}

test("a token that has sent its requests waits; others go on", async () => {
  const [call, other] = [await someone(), await someone()];
  const left = [];
  for (const path of ["/me", "/projects/none", "/projects"]) {
    const { headers } = await call("GET", path);
    expect(headers.get("ratelimit-policy")).toBe('"token";q=3;w=60');
    left.push(headers.get("ratelimit"));
  }
  expect(left[0]).toBe('"token";r=2;t=60');
  expect(left[2]).toMatch(/^"token";r=0;t=(60|5\d)$/);

  const refused = await call("POST", "/projects", { name: "Too many" });
  expect([refused.status, refused.body.code]).toEqual([429, "rate_limited"]);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(refused.headers.get("ratelimit")).toMatch(/^"token";r=0;t=\d+$/);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
  expect((await database.pool.query("select 1 from project where name = 'Too many'")).rowCount).toBe(0);
  expect((await other("GET", "/me")).status).toBe(200);
});

test("who sends no token that holds has no quota to be told of", async () => {
  const { status, headers } = await callerOf(null)("GET", "/me");
  expect([status, headers.has("ratelimit")]).toEqual([401, false]);
});
