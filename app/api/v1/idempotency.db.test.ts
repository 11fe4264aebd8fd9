import { beforeAll, describe, expect, test } from "vitest";
import { meetAtLock } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { makeMember, makeWorld, type World } from "@/db/testing/world";
import { forgetAnswers } from "@/lib/idempotency/store";
import { type Answered, type Call, callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();
let world: World;
let token: string;
let call: Call;
let names = 0;

beforeAll(async () => {
  world = await makeWorld(database.db);
  token = await newToken();
  call = callerOf(token);
});

async function newToken(): Promise<string> {
  const admin = await makeMember(world, `Admin ${Math.random()}`, ["administrator"]);
  return (await makeToken(database.db, world.organizationId, admin.id)).token;
}
const withKey = (key: string) => ({ "Idempotency-Key": key });
const aName = () => `Project ${++names}`;

/** Projects and events of that name: what a call has done, and whether it was done once. */
async function done(name: string): Promise<[number, number]> {
  const { rows } = await database.pool.query<{ projects: number; events: number }>(
    `select (select count(*)::int from project where name = $1) as projects,
            (select count(*)::int from audit_event where type = 'project.created' and data ->> 'name' = $1) as events`,
    [name],
  );
  return [rows[0]?.projects ?? -1, rows[0]?.events ?? -1];
}

describe("a POST with an Idempotency-Key", () => {
  test("is done once, and answers its repeats with the first answer", async () => {
    const name = aName();
    const first = await call("POST", "/projects", { name, slug: "one" }, withKey("once"));
    expect(first.status).toBe(201);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    const again = await call("POST", "/projects", `{ "slug": "one", "name": "${name}" }`, withKey("once"));
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await done(name)).toEqual([1, 1]);
    expect((await call("POST", "/projects", { name, slug: "one" })).body.code).toBe("name_taken");
  });

  test("keeps the status of the first answer, 200 as well as 201", async () => {
    const builds = "/projects/shop/components/checkout/builds";
    const report = {
      image: "registry.example/a",
      digest: `sha256:${"1".repeat(64)}`,
      commit: "a".repeat(40),
    };
    const statuses = [];
    for (const key of ["b1", "b1", "b2", "b2"])
      statuses.push((await call("POST", builds, report, withKey(key))).status);
    expect(statuses).toEqual([201, 201, 200, 200]);
  });

  test("with another body is refused, naming the header, and changes nothing", async () => {
    const [name, other] = [aName(), aName()];
    await call("POST", "/projects", { name }, withKey("two-bodies"));
    const answer = await call("POST", "/projects", { name: other }, withKey("two-bodies"));
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([
      422,
      "invalid_input",
      "Idempotency-Key",
    ]);
    expect(await done(other)).toEqual([0, 0]);
  });

  test("is another key for another token and at another path", async () => {
    const name = aName();
    const other = callerOf(await newToken());
    expect((await call("POST", "/projects", { name }, withKey("shared"))).status).toBe(201);
    expect((await other("POST", "/projects", { name }, withKey("shared"))).body.code).toBe("name_taken");
    expect((await call("POST", "/groups", { name, members: [] }, withKey("shared"))).status).toBe(201);
  });

  test("keeps no refusal: what was wrong can be put right under the same key", async () => {
    const name = aName();
    const body = { name, members: [] };
    await database.pool.query(
      "insert into member_group (id, organization_id, name) values ('grp_x', $1, $2)",
      [world.organizationId, name],
    );
    expect((await call("POST", "/groups", body, withKey("late"))).body.code).toBe("name_taken");
    await database.pool.query("delete from member_group where id = 'grp_x'");
    expect((await call("POST", "/groups", body, withKey("late"))).status).toBe(201);
  });

  test.each([["with a space"], ["x".repeat(256)], [""]])("%j is no key", async (key) => {
    const answer = await call("POST", "/projects", { name: aName() }, withKey(key));
    expect([answer.status, answer.body.errors?.[0].path]).toEqual([422, "Idempotency-Key"]);
  });

  test("is forgotten after a day", async () => {
    const name = aName();
    const send = () => call("POST", "/projects", { name }, withKey("yesterday"));
    const age = (hours: number) =>
      database.pool.query(
        "update kept_answer set created_at = now() - make_interval(hours => $1) where key = 'yesterday'",
        [hours],
      );
    const kept = async () =>
      (await database.pool.query("select 1 from kept_answer where key = 'yesterday'")).rowCount;
    await send();
    await age(23);
    await forgetAnswers(database.db);
    expect((await send()).status).toBe(201);
    await age(25);
    expect((await send()).body.code).toBe("name_taken");
    await forgetAnswers(database.db);
    expect(await kept()).toBe(0);
  });
});

describe("the answer is kept in the transaction of the change", () => {
  test("so a change whose answer cannot be kept is not made", async () => {
    const name = aName();
    const send = () => call("POST", "/projects", { name }, withKey("atomic"));
    await database.owner.query(
      "create trigger kept_answer_fails before insert on kept_answer for each row when (new.key = 'atomic') execute function refuse_change()",
    );
    expect((await send()).status).toBe(500);
    expect(await done(name)).toEqual([0, 0]);
    await database.owner.query("drop trigger kept_answer_fails on kept_answer");
    expect((await send()).status).toBe(201);
    expect(await done(name)).toEqual([1, 1]);
  });

  test("and while the first call runs its repeats are told so, without waiting", async () => {
    const name = aName();
    const send = () => call("POST", "/projects", { name }, withKey("slow"));
    const organization = { table: "organization" as const, where: "id = $1", values: [world.organizationId] };
    const [first] = await meetAtLock<[Answered]>(
      database.pool,
      organization,
      1,
      () => [send()],
      async () => {
        const meanwhile = await send();
        expect([meanwhile.status, meanwhile.body.code]).toEqual([409, "still_running"]);
        expect(meanwhile.headers.get("retry-after")).toBe("1");
      },
    );
    expect(first.status).toBe(201);
    expect(await send()).toMatchObject({ status: 201, body: first.body });
    expect(await done(name)).toEqual([1, 1]);
  });

  test("and of many at once one does it", async () => {
    const name = aName();
    const sent = Array.from({ length: 30 }, () => call("POST", "/projects", { name }, withKey("crowd")));
    const answers = await Promise.all(sent);
    expect(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code)).toSatisfy(
      (codes: string[]) => codes.every((code) => code === "still_running"),
    );
    const doers = answers.filter(
      ({ status, headers }) => status === 201 && !headers.has("idempotency-replayed"),
    );
    expect(doers).toHaveLength(1);
    expect(await done(name)).toEqual([1, 1]);
  });
});

test("a secret that is shown once is shown to its repeats, and is not in the database", async () => {
  const send = () => call("POST", "/tokens", { name: "CI", expiresInDays: 1 }, withKey("secret"));
  const first = await send();
  expect(first.body.token).toMatch(/^cs_/);
  expect((await send()).body.token).toBe(first.body.token);
  const { rows } = await database.pool.query("select kept_answer::text as row from kept_answer");
  for (const { row } of rows) expect(row).not.toContain(first.body.token);
});

test("a PUT is the same however often it is sent, and takes no key", async () => {
  const put = (members: string[]) =>
    call("PUT", "/groups/Late/members", { members }, withKey("a key that is none"));
  await call("POST", "/groups", { name: "Late", members: [] });
  expect((await put([])).status).toBe(200);
});
