import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { approvalRequest } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { makeDelegation } from "@/db/testing/gate";
import { eventHash, genesisHash } from "@/lib/audit/chain";
import { revived } from "@/lib/audit/fold";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { findDeployment } from "@/lib/deploy/store";
import type { RequestEvent } from "./core/events";
import { evolve } from "./core/evolve";
import type { RequestState } from "./core/request-state";
import { readFacts } from "./store-facts";
import { answer, makeScene, type Scene } from "./testing/scene";

/** The record of a request (engine.md, rule 13, and Database): what is stored is what happened, and stays so. */
const database = useDatabase();

interface Stored {
  request_id: string;
  organization_id: string;
  sequence: number;
  type: string;
  actor: RequestEvent["actor"];
  at: Date;
  data: unknown;
  previous_hash: string;
  hash: string;
}

async function storedEvents({ world }: Scene): Promise<Map<string, Stored[]>> {
  const { rows } = await database.pool.query<Stored>(
    "select * from request_event where organization_id = $1 order by request_id, sequence",
    [world.organizationId],
  );
  return Map.groupBy(rows, (row) => row.request_id);
}

async function stateOfRow({ db, world }: Scene, id: string): Promise<RequestState> {
  const read = await readFacts(db, world.organizationId, { id: id as RequestState["id"] }, null);
  if (!read) throw new Error("it was stored");
  return read.state;
}

/** Requests that went through everything: replaced and delegated votes, comments, failure, success, and each ending. */
async function eventful() {
  const scene = await makeScene(database.db, {
    requirement: { requiredApprovals: 2, requiredRejections: 2 },
  });
  const { world, dev, admin, rune, ada, ask, vote, promote, cancel, comment, revoke } = scene;
  await makeDelegation(world, rune.id, admin.id);
  await ask(dev, {}, undefined, { message: 'Ünïcödé \u{1f680} and "quotes"' });
  await comment(dev);
  await vote(rune, "reject", { comment: "Wait" });
  await vote(rune, "approve");
  expect(answer(await vote(ada, "approve"))).toBe("ok");
  for (const outcome of [
    { outcome: "failed", reason: "No disk" },
    { outcome: "delivered", reference: "c0ffee" },
  ] as const) {
    const started = await promote(dev, { request: 1 });
    if (!started.ok) throw new Error("it is approved");
    const row = await findDeployment(scene.db, world.organizationId, started.value);
    if (row) await finishDeployment(scene.db, row, outcome);
  }
  await ask(dev);
  await cancel(dev, 2);
  await ask(dev);
  for (const person of [rune, ada]) await vote(person, "approve", { number: 3 });
  await revoke(admin, "Incident", 3);
  await ask(dev, {}, () => new Date(Date.now() - 73 * 3_600_000));
  await vote(rune, "approve", { number: 4 });
  return scene;
}

test("the stored row equals the fold of the stored events, for every way that a request went", async () => {
  const scene = await eventful();
  const all = await storedEvents(scene);
  expect(all.size).toBe(4);
  const ends: string[] = [];
  for (const [id, stored] of all) {
    const folded = stored
      .map(revived)
      .reduce<RequestState | null>((state, event) => evolve(state, event), null);
    const row = await stateOfRow(scene, id);
    expect(folded).toEqual(row);
    ends.push(`${row.state} ${row.use}`);
  }
  expect(ends).toEqual(["approved used", "cancelled none", "approved revoked", "expired none"]);
});

test("events are numbered without gaps, and chained: each hash covers what happened and the hash before it", async () => {
  const scene = await eventful();
  for (const [request, stored] of await storedEvents(scene)) {
    let previousHash = genesisHash;
    for (const [
      index,
      { organization_id: organization, type, actor, at, data, ...event },
    ] of stored.entries()) {
      expect(event.sequence).toBe(index + 1);
      expect(event.previous_hash).toBe(previousHash);
      expect(event.hash).toBe(
        eventHash({ organization, request, sequence: event.sequence, previousHash, type, actor, at, data }),
      );
      previousHash = event.hash;
    }
    const [row] = await scene.db
      .select({ sequence: approvalRequest.lastSequence, hash: approvalRequest.lastHash })
      .from(approvalRequest)
      .where(eq(approvalRequest.id, request as RequestState["id"]));
    expect(row).toEqual({ sequence: stored.length, hash: previousHash });
  }
});

describe("the database refuses, even to its owner,", () => {
  test.each([
    ["changing an event", "update request_event set data = '{}'", /kept as they were written/],
    ["removing an event", "delete from request_event", /kept as they were written/],
    ["emptying the record", "truncate request_event", /kept as they were written/],
    [
      "changing a pinned version",
      "update approval_profile_version set rules_hash = 'x'",
      /kept as they were written/,
    ],
    ["removing a pinned version", "delete from approval_profile_version", /kept as they were written/],
    [
      "another decision",
      "update approval_request set state = 'rejected', use = 'none' where state = 'approved'",
      /a final decision never changes/,
    ],
    [
      "opening a closed request again",
      "update approval_request set state = 'waiting', open_step = 0, closed_at = null, use = 'none' where state = 'cancelled'",
      /a final decision never changes/,
    ],
    [
      "another fingerprint",
      "update approval_request set fingerprint = 'x'",
      /what was asked for never changes/,
    ],
    [
      "another requester",
      "update approval_request set opened_by = started_by",
      /what was asked for never changes/,
    ],
    ["removing a request", "delete from approval_request", /kept as they were written/],
    [
      "a state nobody knows",
      "update approval_request set use = 'maybe' where state = 'approved'",
      /request_use_known/,
    ],
    [
      "an open step of a closed request",
      "update approval_request set open_step = 0 where state = 'approved'",
      /request_waits_in_one_step/,
    ],
    [
      "a second running use",
      "insert into approval_use (organization_id, id, request_id, started_by, started_at) select organization_id, 'use_' || n || id, id, opened_by, now() from approval_request, generate_series(1, 2) n where state = 'approved'",
      /approval_use_one_running/,
    ],
  ])("%s", async (_, statement, why) => {
    const scene = await makeScene(database.db);
    await scene.ask(scene.dev);
    await scene.cancel(scene.dev);
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve", { number: 2 });
    await expect(database.owner.query(statement)).rejects.toThrow(why);
  });
});
