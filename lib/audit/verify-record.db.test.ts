import { execFile } from "node:child_process";
import { describe, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { hashOfRow, multiply } from "@/db/testing/tamper";
import { makeRoots } from "./make-roots";
import { recordsIn } from "./testing/records";

/** What the application may not do and a superuser can: found, and named (engine.md, rule 13). */
const database = useDatabase();
vi.mock("@/lib/log", () => ({ log: vi.fn() }));
const { record, owner, verify, problems } = recordsIn(database);

test("a record that nobody touched is whole, before the first root and after", async () => {
  const made = await record();
  expect(await verify(made)).toEqual({
    ok: true,
    checked: { requests: 2, events: 14, roots: 0 },
    problems: [],
  });
  await makeRoots(made.db, 0);
  expect(await verify(made)).toMatchObject({ ok: true, checked: { roots: 1 } });
});

describe("a superuser", () => {
  test("changes an event", async () => {
    const made = await record();
    await owner(
      `update request_event set data = jsonb_set(data, '{decision}', '"reject"') where request_id = '${made.first}' and type = 'vote.cast'`,
    );
    expect(await verify(made)).toMatchObject({
      ok: false,
      problems: [
        {
          chain: "request/1",
          sequence: 3,
          kind: "changed",
          message: "Event 3 is not what it was when it was written.",
        },
      ],
    });
  });

  test("changes an event, its hash with it", async () => {
    const made = await record();
    const { rows } = await database.owner.query(
      "select * from request_event where request_id = $1 and sequence = 3",
      [made.first],
    );
    const forged = { ...rows[0], actor: { kind: "system", name: "Nobody" } };
    await owner(
      `update request_event set actor = '${JSON.stringify(forged.actor)}', hash = '${hashOfRow(forged)}' where id = '${forged.id}'`,
    );
    expect(await problems(made)).toEqual(["request/1 4 unlinked"]);
  });

  test("takes events out of the middle", async () => {
    const made = await record();
    await owner(`delete from request_event where request_id = '${made.first}' and sequence in (3, 4)`);
    expect((await verify(made)).problems).toEqual([
      { chain: "request/1", sequence: 3, kind: "missing", message: "Event 3 to 4 are missing." },
    ]);
  });

  test("cuts off the end", async () => {
    const made = await record();
    await owner(`delete from request_event where request_id = '${made.second}' and sequence > 2`);
    expect((await verify(made)).problems).toEqual([
      {
        chain: "request/2",
        sequence: 3,
        kind: "tail_missing",
        message: "Event 3 to 4 are missing at the end: the request counts 4.",
      },
    ]);
  });

  test("removes a request and leaves its events", async () => {
    const made = await record();
    await owner(`delete from approval_request where id = '${made.second}'`);
    expect(await problems(made)).toEqual([`request/${made.second} 1 row_differs`]);
  });

  test.each([
    ["another state", "update approval_request set use = 'ready' where id = $1", "use"],
    [
      "other rules",
      "update approval_request set rules = jsonb_set(rules, '{allowOverride}', 'false') where id = $1",
      "rules",
    ],
    ["another vote", "update vote set decision = 'reject' where request_id = $1", "votes"],
    [
      "a vote of nobody's",
      'insert into vote select (jsonb_populate_record(v, \'{"id": "vot_x", "sequence": 99}\')).* from vote v where request_id = $1',
      "votes",
    ],
    ["another use", "update approval_use set started_by = null where request_id = $1", "uses"],
    ["another end", "update approval_request set last_hash = 'x' where id = $1", null],
  ])("stores of a request %s", async (_, statement, field) => {
    const made = await record();
    await owner(statement.replace("$1", `'${made.first}'`));
    const [problem, ...others] = (await verify(made)).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ chain: "request/1", kind: "row_differs" });
    expect(problem?.message).toContain(field ?? "the request names another");
  });

  test("changes, takes out and cuts off what administrators did", async () => {
    const made = await record();
    const mine = `organization_id = '${made.organizationId}'`;
    await owner(`delete from audit_event where ${mine} and sequence = 3`);
    expect(await problems(made)).toEqual(["organization 3 tail_missing"]);
    await owner(`update audit_event set type = 'role.removed' where ${mine} and sequence = 1`);
    expect(await problems(made)).toEqual(["organization 1 changed"]);
    await owner(`delete from audit_event where ${mine} and sequence = 1`);
    expect(await problems(made)).toEqual(["organization 1 missing"]);
  });
});

test("in batches: the one event of thousands that was changed is named, and more than a root holds are rooted", async () => {
  const made = await record();
  await made.cancel(made.dev, 2);
  await multiply(database.owner, made.second, 1100);
  await makeRoots(made.db, 0);
  expect(await verify(made)).toMatchObject({ ok: true, checked: { requests: 1102, roots: 2 } });
  await owner(
    `update request_event set at = at + interval '1 ms' where request_id = '${made.second}1777' and sequence = 4`,
    `delete from request_event where request_id = '${made.second}2100' and sequence = 5`,
  );
  expect(await problems(made)).toEqual(["request/1777 4 changed", "request/2100 5 tail_missing"]);
});

describe("npm run audit:verify", () => {
  const run = (...args: string[]) =>
    new Promise<{ code: unknown; output: string }>((resolve) => {
      const command = ["--import", "tsx", "scripts/audit-verify.ts", ...args];
      const env = { ...process.env, DATABASE_URL: database.connectionString };
      execFile(process.execPath, command, { env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, output: stdout + stderr }),
      );
    });

  test("says what is whole, and ends with 1 where something is not", async () => {
    const made = await record();
    expect(await run(made.slug)).toEqual({
      code: 0,
      output: `${made.slug}: 2 requests, 14 events, 0 roots: whole\n`,
    });
    await owner(`delete from request_event where request_id = '${made.second}' and sequence > 3`);
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output).toContain(`${made.slug}: 2 requests, 13 events, 0 roots: NOT whole
  request/2 4 tail_missing: Event 4 is missing at the end: the request counts 4.`);
    expect(await run("nobody")).toMatchObject({
      code: 1,
      output: expect.stringContaining("There is no organization nobody."),
    });
  }, 60_000);
});
