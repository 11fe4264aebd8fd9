import { describe, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeRoots } from "./make-roots";
import { recordsIn } from "./testing/records";

/** What a superuser cuts off and adjusts, so that the chain alone fits, is found by the hourly roots (engine.md, rule 13). */
const database = useDatabase();
vi.mock("@/lib/log", () => ({ log: vi.fn() }));
const { record, owner, verify, problems } = recordsIn(database);

/** Comments change nothing of a request but its record: with the row adjusted, nothing else tells that they were there. */
async function cutComments(id: string): Promise<void> {
  await owner(
    `delete from request_event where request_id = '${id}' and sequence > 2`,
    `update approval_request set last_sequence = 2, last_hash = (select hash from request_event where request_id = '${id}' and sequence = 2) where id = '${id}'`,
  );
}

describe("a superuser", () => {
  test("cuts off the end and adjusts the request: the root names it", async () => {
    const made = await record({ rooted: true });
    await cutComments(made.second);
    const [problem] = (await verify(made)).problems;
    expect(problem).toMatchObject({ chain: "request/2", sequence: 3, kind: "tail_missing" });
    expect(problem?.message).toMatch(/^Event 3 to 4 are missing at the end: root 1 of 20\S+Z counts 4\.$/);
  });

  test("cuts off the end, adjusts the request and writes another: the root names it", async () => {
    const made = await record({ rooted: true });
    await cutComments(made.second);
    await made.comment(made.dev, 2);
    await made.comment(made.dev, 2);
    expect(await problems(made)).toEqual(["request/2 4 changed"]);
  });

  test("removes a whole request: the root names it", async () => {
    const made = await record({ rooted: true });
    await owner(
      ...["request_event", "vote", "approval_use", "request_participant", "approver_set"].map(
        (table) => `delete from ${table} where request_id = '${made.second}'`,
      ),
      `delete from approval_request where id = '${made.second}'`,
    );
    expect(await problems(made)).toEqual([`request/${made.second} 1 tail_missing`]);
  });

  test("cuts off what administrators did and adjusts the organization: the root names it", async () => {
    const made = await record({ rooted: true });
    const id = made.organizationId;
    await owner(
      `delete from audit_event where organization_id = '${id}' and sequence > 1`,
      `update organization set audit_sequence = 1, audit_hash = (select hash from audit_event where organization_id = '${id}') where id = '${id}'`,
    );
    expect(await problems(made)).toEqual(["organization 2 tail_missing"]);
  });

  test("changes and cuts off roots", async () => {
    const made = await record({ rooted: true });
    await makeRoots(made.db, 0);
    const mine = `organization_id = '${made.organizationId}'`;
    await owner(`update audit_root set heads = heads - 0 where ${mine} and sequence = 1`);
    expect(await problems(made)).toEqual(["roots 1 changed"]);
    await owner(`delete from audit_root where ${mine}`);
    expect(await problems(made)).toEqual(["roots 1 tail_missing"]);
  });
});

describe("roots", () => {
  const headsOf = async (organizationId: string) => {
    const { rows } = await database.owner.query<{ heads: [string, number, string][] }>(
      "select heads from audit_root where organization_id = $1 order by sequence",
      [organizationId],
    );
    return rows.map(({ heads }) => heads.map(([id, sequence]) => [id, sequence]));
  };

  test("each names the requests with events since the one before, and comes when that is an hour old", async () => {
    const made = await record({ rooted: true });
    const both = [
      [made.first, 7],
      [made.second, 4],
    ];
    expect(await headsOf(made.organizationId)).toEqual([both]);
    await makeRoots(made.db);
    expect(await headsOf(made.organizationId)).toHaveLength(1);
    // As if three hours had passed for everything so far but one comment.
    await owner(
      `update audit_root set at = at - interval '3 hours' where organization_id = '${made.organizationId}'`,
      `update request_event set id = 'evt_000' || id where organization_id = '${made.organizationId}'`,
    );
    await made.comment(made.rune, 2);
    await makeRoots(made.db);
    expect(await headsOf(made.organizationId)).toEqual([both, [[made.second, 5]]]);
  });

  test("several workers at the same instant make one", async () => {
    const made = await record();
    await Promise.all(Array.from({ length: 5 }, () => makeRoots(made.db)));
    expect(await headsOf(made.organizationId)).toHaveLength(1);
    expect(await problems(made)).toEqual([]);
  });
});
