import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { apiToken, auditEvent, build, project } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { disable, makeBuild, makeMember, makeWorld, type World } from "@/db/testing/world";
import type { TokenId } from "@/lib/kernel/ids";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
const builds = "/projects/shop/components/checkout/builds";
const digest = `sha256:${"ab".repeat(32)}`;
const report = { image: "registry.example/shop/checkout", digest, commit: "c".repeat(40) };

let world: World;
let token: string;
let call: Call;

beforeAll(async () => {
  world = await makeWorld(database.db);
  const admin = await makeMember(world, "Vera Lind", ["administrator"]);
  ({ token } = await makeToken(database.db, world.organizationId, admin.id));
  call = callerOf(token);
});

function problemOf(code: string, status: number, paths: string[] = []) {
  const errors = paths.map((path) => expect.objectContaining({ path, message: expect.any(String) }));
  return {
    status,
    body: {
      type: `urn:countersign:problem:${code}`,
      title: expect.any(String),
      status,
      code,
      detail: expect.stringMatching(/^[A-Z].*\.|…$/),
      requestId: expect.any(String),
      ...(paths.length > 0 ? { errors: expect.arrayContaining(errors) } : {}),
    },
  };
}

/** Everything that a call could have changed. */
async function contents() {
  const { db } = database;
  return {
    builds: await db.$count(build),
    projects: await db.$count(project),
    events: await db.$count(auditEvent),
  };
}

describe("bad input gets a problem document and changes nothing", () => {
  const cases: [string, string, string, unknown, ReturnType<typeof problemOf>][] = [
    ["malformed JSON", "POST", builds, '{"image": ', problemOf("invalid_input", 422, [""])],
    ["JSON that is no object", "POST", builds, "[1]", problemOf("invalid_input", 422, [""])],
    ["no body", "POST", builds, undefined, problemOf("invalid_input", 422, ["image", "digest", "commit"])],
    ["an unknown field", "POST", builds, { ...report, tag: "v1" }, problemOf("invalid_input", 422, ["tag"])],
    [
      "an unknown field deeper down",
      "POST",
      builds,
      {
        ...report,
        commits: [
          {
            sha: "abcdef1",
            message: "",
            author: { name: "A", email: "a@b.c", age: 3 },
            at: "2026-01-01T00:00:00Z",
          },
        ],
      },
      problemOf("invalid_input", 422, ["commits.0.author.age"]),
    ],
    ["a wrong type", "POST", builds, { ...report, number: "7" }, problemOf("invalid_input", 422, ["number"])],
    [
      "a digest that is not sha256",
      "POST",
      builds,
      { ...report, digest: `sha512:${"ab".repeat(64)}` },
      problemOf("invalid_input", 422, ["digest"]),
    ],
    [
      "a digest in capitals",
      "POST",
      builds,
      { ...report, digest: digest.toUpperCase() },
      problemOf("invalid_input", 422, ["digest"]),
    ],
    [
      "an image with a tag",
      "POST",
      builds,
      { ...report, image: "registry.example/shop/checkout:1" },
      problemOf("invalid_input", 422, ["image"]),
    ],
    ["a NUL character", "POST", "/projects", { name: "a\0b" }, problemOf("invalid_input", 422, ["name"])],
    [
      "a lone surrogate",
      "POST",
      "/projects",
      '{"name":"\\ud800"}',
      problemOf("invalid_input", 422, ["name"]),
    ],
    [
      "a field called __proto__",
      "POST",
      "/projects",
      '{"name":"a","__proto__":{"b":1}}',
      problemOf("invalid_input", 422, ["__proto__"]),
    ],
    [
      "nesting without end",
      "POST",
      "/projects",
      `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`,
      problemOf("invalid_input", 422),
    ],
    [
      "an address that is none",
      "POST",
      "/members",
      { name: "A", email: "a" },
      problemOf("invalid_input", 422, ["email"]),
    ],
    [
      "a script as source address",
      "POST",
      builds,
      { ...report, sourceUrl: "javascript:alert(1)" },
      problemOf("invalid_input", 422, ["sourceUrl"]),
    ],
    ["a bad cursor", "GET", `${builds}?cursor=xyz`, undefined, problemOf("invalid_input", 422, ["cursor"])],
    ["a limit over 100", "GET", "/projects?limit=101", undefined, problemOf("invalid_input", 422, ["limit"])],
    [
      "a body too large",
      "POST",
      builds,
      { ...report, commits: "x".repeat(300_000) },
      problemOf("body_too_large", 413),
    ],
    ["an unknown build", "GET", `${builds}/4711`, undefined, problemOf("not_found", 404)],
    ["a build's number that is none", "GET", `${builds}/first`, undefined, problemOf("not_found", 404)],
    ["an unknown project", "GET", "/projects/nothing", undefined, problemOf("not_found", 404)],
    ["a NUL in the path", "GET", "/projects/a%00b", undefined, problemOf("not_found", 404)],
    ["an unknown path", "GET", "/nothing/here", undefined, problemOf("not_found", 404)],
    ["a method that a path has not", "DELETE", "/projects", undefined, problemOf("method_not_allowed", 405)],
  ];

  test.each(cases)("%s", async (_name, method, path, body, expected) => {
    const before = await contents();
    const answered = await call(method, path, body);
    expect(answered).toMatchObject(expected);
    expect(answered.headers.get("content-type")).toBe("application/problem+json");
    expect(await contents()).toEqual(before);
  });
});

describe("a token that does not hold is answered 401, in one sentence whatever is wrong with it", () => {
  async function made() {
    const member = await makeMember(world, `Member ${Math.random()}`, ["developer"]);
    return { member, ...(await makeToken(database.db, world.organizationId, member.id)) };
  }
  async function refuses(bearer: string | null) {
    const answered = await callerOf(bearer)("GET", "/me");
    expect(answered).toMatchObject(problemOf("unauthenticated", 401));
    expect(answered.headers.get("www-authenticate")).toMatch(/^Bearer/);
    return answered.body.detail;
  }

  test("missing, malformed, unknown, expired, revoked, and of a disabled member", async () => {
    const { db } = database;
    const [expired, revoked, disabled] = [await made(), await made(), await made()];
    for (const { token: held } of [expired, revoked, disabled])
      expect((await callerOf(held)("GET", "/me")).status).toBe(200);
    const change = (id: string, set: Partial<typeof apiToken.$inferInsert>) =>
      db
        .update(apiToken)
        .set(set)
        .where(eq(apiToken.id, id as TokenId));
    await change(expired.id, { expiresAt: new Date(Date.now() - 1000) });
    await change(revoked.id, { revokedAt: new Date() });
    await disable(world, disabled.member.id);
    const said = [
      await refuses(null),
      await refuses("cs_x"),
      await refuses(`cs_${"a".repeat(43)}`),
      await refuses(expired.token),
      await refuses(revoked.token),
      await refuses(disabled.token),
    ];
    expect(new Set(said).size).toBe(1);
  });

  test("a role that was taken away is missed at the next call", async () => {
    const someone = await made();
    const as = callerOf(someone.token);
    expect((await as("GET", "/projects/shop")).status).toBe(200);
    await takeEverything(someone.member.id);
    expect(await as("GET", "/projects/shop")).toMatchObject(problemOf("not_found", 404));
  });
});

describe("another organization's things do not exist", () => {
  test("its names and ids are answered like those of nothing", async () => {
    const other = await makeWorld(database.db);
    const foreign = await makeMember(other, "Someone Else", ["administrator"]);
    await makeBuild(other, 5, foreign.id);
    const { id: foreignToken } = await makeToken(database.db, other.organizationId, foreign.id);
    const missing = await call("GET", `${builds}/5`);
    expect(missing).toMatchObject(problemOf("not_found", 404));
    for (const [method, path, body] of [
      ["GET", `/members/${foreign.id}`, undefined],
      ["PATCH", `/members/${foreign.id}`, { disabled: true }],
      ["DELETE", `/tokens/${foreignToken}`, undefined],
    ] as const) {
      const answered = await call(method, path, body);
      expect(answered).toMatchObject(problemOf("not_found", 404));
      expect(answered.body.detail).toBe(missing.body.detail);
    }
    const group = { name: "With a stranger", members: [foreign.id] };
    expect(await call("POST", "/groups", group)).toMatchObject(
      problemOf("invalid_input", 422, ["members.0"]),
    );
    const role = { email: "x@meridian.example", name: "X", roles: [{ role: other.roles.administrator }] };
    expect(await call("POST", "/members", role)).toMatchObject(
      problemOf("invalid_input", 422, ["roles.0.role"]),
    );
  });
});

async function takeEverything(memberId: string) {
  await database.pool.query("delete from role_assignment where member_id = $1", [memberId]);
}
