import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { rowsLeftOut, statementsSent, tablesReadWhole } from "@/db/testing/plans";
import { nextActionsOf } from "@/lib/deploy/loaders";
import { loadActivity } from "@/lib/deploy/loaders-activity";
import { loadEnvironmentHistory } from "@/lib/deploy/loaders-history";
import type { Caller } from "@/lib/directory/caller";
import type { RequestFilter } from "./input-list";
import { listDecidable, loadRequest, loadRequests } from "./loaders";
import { loadEventsJson } from "./loaders-api";
import { loadHistoryExport } from "./loaders-export";
import { loadHistory } from "./loaders-history";
import { loadPending } from "./loaders-pending";
import { type LongHistory, makeLongHistory } from "./testing/long-history";

/** What grows for ever is never read whole: these costs are the same with a million requests as with twenty thousand. */
const growing = [
  "approval_request",
  "approver_set",
  "closed_request_person",
  "request_event",
  "request_participant",
  "vote",
];

const database = useDatabase();
const requests = 8_000;
let people: LongHistory;
beforeAll(async () => {
  people = await makeLongHistory(database.db, database.owner, requests);
});

type HistoryWish = Parameters<typeof loadHistory>[1]["filter"];
type Read = (caller: Caller) => Promise<unknown>;
const limit = 50;
const list =
  (filter: RequestFilter, more: object = {}): Read =>
  (caller) =>
    loadRequests(caller, { filter, limit, ...more }, database.db);
const history =
  (filter: HistoryWish): Read =>
  (caller) =>
    loadHistory(caller, { filter, limit }, database.db);

const place = { project: "project-1", component: "component-17" };

const reads: Record<string, Read> = {
  "For me": (caller) => listDecidable(database.db, caller, limit),
  "the badge": (caller) => listDecidable(database.db, caller, 100),
  Mine: list({ state: "open", mine: true }),
  "All open": list({ state: "open" }),
  "Pending, For me": (caller) => loadPending(caller, { scope: "me" }, database.db),
  "Pending, Mine": (caller) => loadPending(caller, { scope: "mine" }, database.db),
  "Pending, All open": (caller) => loadPending(caller, { scope: "all" }, database.db),
  "a request by its number": (caller) => loadRequest(caller, requests / 2, database.db),
  "its events": (caller) => loadEventsJson(caller, requests / 2, { limit }, database.db),
  "every request": list({}),
  "a component's Activity": (caller) => loadActivity(caller, place, database.db),
  "an environment's history": (caller) =>
    loadEnvironmentHistory(caller, { ...place, environment: "production" }, database.db),
  History: history({}),
};

/** Not by text: that is looked for in all that the other filters let through, newest first. No index holds it. */
const filters: [string, HistoryWish][] = [
  ["state", { state: "rejected" }],
  ["a state that nothing is in", { state: "superseded" }],
  ["states", { state: ["cancelled", "expired"] }],
  ["workflow", { workflow: "environment-promotion" }],
  ["project", { project: "project-2" }],
  ["component", { component: "component-27" }],
  ["environment", { environment: "production" }],
  ["requester", { requester: "developer.7@meridian.example" }],
  ["approver", { approver: "rune.kvist@meridian.example" }],
  ["from", { from: new Date(Date.now() - 86_400_000).toISOString() }],
  ["until", { until: new Date(Date.now() - 86_400_000).toISOString() }],
];

async function readWhole(read: Read, caller: Caller, without?: string): Promise<string[]> {
  const sent = await statementsSent(database.pool, () => read(caller));
  expect(sent.length).toBeGreaterThan(0);
  const tables = await tablesReadWhole(database.owner, sent, without);
  return tables.filter((table) => growing.includes(table));
}

describe.each(["reviewer", "approver"] as const)("for a %s", (who) => {
  test.each(Object.entries(reads))("%s", async (_, read) => {
    expect(await readWhole(read, people[who])).toEqual([]);
  });

  test.each(filters)("History by %s", async (_, filter) => {
    expect(await readWhole(history(filter), people[who])).toEqual([]);
  });
});

/** That the test can fail: what it says where an index had not been made. */
test.each([
  [
    "For me",
    "drop index approver_set_soonest; alter table approver_set drop constraint approver_set_organization_id_set_key_opened_at_request_id_pk",
  ],
  [
    "the badge",
    "drop index approver_set_soonest; alter table approver_set drop constraint approver_set_organization_id_set_key_opened_at_request_id_pk",
  ],
  [
    "Mine",
    "drop index request_open_by_deadline, request_open_soonest, request_newest, request_one_open, request_unfinished_of_target, request_due, request_of_requester",
  ],
  [
    "All open",
    "drop index request_open_by_deadline, request_open_soonest, request_newest, request_one_open, request_unfinished_of_target, request_due",
  ],
  [
    "Pending, For me",
    "drop index approver_set_soonest; alter table approver_set drop constraint approver_set_organization_id_set_key_opened_at_request_id_pk",
  ],
  [
    "Pending, Mine",
    "drop index request_open_by_deadline, request_open_soonest, request_newest, request_one_open, request_unfinished_of_target, request_due, request_of_requester",
  ],
  [
    "Pending, All open",
    "drop index request_open_by_deadline, request_open_soonest, request_newest, request_one_open, request_unfinished_of_target, request_due",
  ],
  [
    "a request by its number",
    "alter table approval_request drop constraint request_number; drop index request_of_version, request_newest, request_of_target, request_of_requester, request_external_once",
  ],
  ["its events", "alter table request_event drop constraint request_event_sequence"],
  ["every request", "drop index request_newest"],
  ["History", "drop index request_closed_newest"],
])("without its index, %s would read a table whole", async (name, without) => {
  const read = reads[name] as Read;
  expect(await readWhole(read, people.reviewer, without)).not.toEqual([]);
});

describe("what is not shown is not looked at", () => {
  /** Of the statements that read requests, without those that read what is beside them. */
  async function leftOut(read: () => Promise<unknown>, without?: string): Promise<number> {
    const sent = await statementsSent(database.pool, read);
    const lists = sent.filter(({ text }) => text.includes('from "approval_request"'));
    expect(lists).toHaveLength(2);
    return rowsLeftOut(database.owner, lists, "approval_request", without);
  }

  test.each([
    ["component", { project: "project-1", component: "component-17" }, "request_closed_of_component"],
    ["state", { state: "superseded" }, "request_closed_in_state"],
    ["project", { project: "project-1" }, "request_closed_of_project"],
    ["override", { state: "overridden" }, "request_closed_by_override"],
  ] as const)("in History by %s", async (_, filter, index) => {
    const read = () => history(filter)(people.reviewer);
    expect(await leftOut(read)).toBeLessThan(limit);
    expect(await leftOut(read, `drop index ${index}, request_of_target`)).toBeGreaterThan(limit);
  });

  test("for a component's cards", async () => {
    const cards = () =>
      nextActionsOf(people.reviewer, { project: "project-1", component: "component-17" }, database.db);
    const sent = await statementsSent(database.pool, cards);
    const without = "drop index request_unfinished_of_target";
    expect(await rowsLeftOut(database.owner, sent, "approval_request")).toBe(0);
    expect(await rowsLeftOut(database.owner, sent, "approval_request", without)).toBeGreaterThan(limit);
  });

  test("in History by person", async () => {
    const somebody = () => history({ person: "developer.7@meridian.example" })(people.reviewer);
    expect(await leftOut(somebody)).toBeLessThan(limit);
    const page = await loadHistory(
      people.reviewer,
      { filter: { person: "developer.7@meridian.example" }, limit },
      database.db,
    );
    expect(page.ok && page.value.items).toHaveLength(limit);
    const sent = await statementsSent(database.pool, () => history({ person: "nobody" })(people.reviewer));
    expect(await rowsLeftOut(database.owner, sent, "approval_request")).toBeLessThan(limit);
  });

  test("on a page of History long ago: it begins where it begins", async () => {
    const at = new Date(Date.now() - (requests - 1000) * 60_000);
    const cursor = Buffer.from(JSON.stringify([at.toISOString(), "req_"])).toString("base64url");
    const read = () => loadHistory(people.reviewer, { filter: {}, cursor, limit }, database.db);
    const page = await read();
    expect(page.ok && page.value.items).toHaveLength(limit);
    expect(await leftOut(read)).toBeLessThan(limit);
  });
});

test("an export begins when its first lines are read, and goes through all that is closed, each once", async () => {
  const file = await loadHistoryExport(people.reviewer, { format: "csv" }, database.db);
  if (!file.ok) throw new Error(file.refusal.code);
  const chunks = file.value.chunks[Symbol.asyncIterator]();
  const numbers: string[] = [];
  const read = async () => {
    const { value, done } = await chunks.next();
    const lines = String(value ?? "").split("\r\n");
    numbers.push(...lines.map((line) => line.split(",", 1)[0] ?? "").filter((first) => /^\d+$/.test(first)));
    return done;
  };
  const sent = await statementsSent(database.pool, async () => {
    await read();
    await read();
  });
  expect(sent.length).toBeLessThan(20);
  expect(numbers.length).toBeLessThan(500);
  while (!(await read()));
  const { rows } = await database.pool.query<{ closed: number }>(
    "select count(*)::int as closed from approval_request where organization_id = $1 and (closed_at is not null or expires_at <= now())",
    [people.reviewer.organizationId],
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toHaveLength(rows[0]?.closed ?? 0);
  expect(numbers.length).toBeGreaterThan(1000);
});
