import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deepTimeout } from "@/db/testing/deep";
import { eventsOf, mailsOf } from "@/db/testing/rows";
import { updateMember } from "@/lib/directory/update-member";
import { execute } from "./execute";
import { fair, type Race, raced, racedWithout, type Track } from "./testing/race";

/**
 * Everything that can end a request against everything else, hundreds of times (engine.md, rule 14): one wins, the other
 * is told what is true then. Each control takes away what keeps them apart, layer by layer, and says what shows: without
 * the request's lock the database's guards make a defect of it; without those too, what must never be stored is.
 */
const database = useDatabase();

const guards = [
  "alter table request_event drop constraint request_event_sequence",
  "alter table vote drop constraint vote_sequence",
  "drop trigger request_decision_kept on approval_request",
  "alter table closed_request_person drop constraint closed_request_of_person",
];
const hour = 3_600_000;

async function ask({ ask, dev }: Track, clock?: () => Date): Promise<number> {
  const asked = await ask(dev, {}, clock);
  if (!asked.ok) throw new Error(asked.refusal.code);
  return asked.value.number;
}

const theRequest = ({ world }: Track, number: number) => ({
  table: "approval_request" as const,
  where: "organization_id = $1 and number = $2",
  values: [world.organizationId, number],
});

const eventsThen = ({ pool, world }: Track, number: number) => eventsOf(pool, world.organizationId, number);

/** The one decision on the record, which the row tells too; throws when there is none or more. */
async function decision(track: Track, number: number): Promise<string> {
  const ends = (await eventsThen(track, number)).filter((type) =>
    /^request\.(approved|rejected|cancelled|expired|superseded)$/.test(type),
  );
  const { rows } = await track.pool.query<{ state: string }>(
    "select state from approval_request where organization_id = $1 and number = $2",
    [track.world.organizationId, number],
  );
  const [end] = ends;
  if (ends.length !== 1 || end !== `request.${rows[0]?.state}`)
    throw new Error(`decided ${ends.length} times, and ${rows[0]?.state}`);
  return end.slice("request.".length);
}

const atTheThreshold: Race = {
  wish: { requirement: { requiredApprovals: 2 } },
  prepare: (track) => ask(track),
  meetAt: theRequest,
  acts: ({ vote, rune, ada }, number) => [
    () => vote(rune, "approve", { number }),
    () => vote(ada, "approve", { number }),
  ],
  outcomes: ["ok / ok"],
  async after(track, number) {
    if ((await decision(track, number)) !== "approved") throw new Error("two approvals are enough");
    return undefined;
  },
};

const approvalOrRejection: Race = {
  prepare: (track) => ask(track),
  meetAt: theRequest,
  acts: ({ vote, rune, ada }, number) => [
    () => vote(rune, "approve", { number }),
    () => vote(ada, "reject", { number }),
  ],
  outcomes: ["approved: ok / request_closed", "rejected: request_closed / ok"],
  after: async (track, number, outcome) => `${await decision(track, number)}: ${outcome}`,
};

const voteOrCancel: Race = {
  prepare: (track) => ask(track),
  meetAt: theRequest,
  acts: ({ vote, rune, cancel, dev }, number) => [
    () => vote(rune, "approve", { number }),
    () => cancel(dev, number),
  ],
  outcomes: ["approved: ok / request_closed", "cancelled: request_closed / ok"],
  after: async (track, number, outcome) => `${await decision(track, number)}: ${outcome}`,
};

const voteOrOverride: Race = {
  wish: { change: { allowBuilderVote: true } },
  prepare: (track) => ask(track),
  meetAt: theRequest,
  acts: ({ vote, rune, override, admin }, number) => [
    () => vote(rune, "approve", { number }),
    () => override(admin, "reject", "The board met on Sunday", number),
  ],
  outcomes: ["approved: ok / request_closed", "rejected: request_closed / ok"],
  after: async (track, number, outcome) => `${await decision(track, number)}: ${outcome}`,
};

const cancelTwice: Race = {
  prepare: (track) => ask(track),
  meetAt: theRequest,
  acts: ({ cancel, dev, admin }, number) => [() => cancel(dev, number), () => cancel(admin, number)],
  outcomes: ["ok / request_closed", "request_closed / ok"],
  async after(track, number) {
    await decision(track, number);
    const mails = await mailsOf(track.pool, track.world.organizationId);
    // Who asked is told, too, where it was somebody else who was faster.
    const told = mails.filter(
      (mail) => mail.startsWith("request-cancelled") && !mail.endsWith(track.dev.name),
    ).length;
    if (told !== 2 * number) throw new Error(`${told} mails about ${number} cancellations`);
    return undefined;
  },
};

/** The deadline comes somewhere between shortly before they begin and shortly after. */
const voteOrExpiry: Race = {
  prepare: (track, round) => ask(track, () => new Date(Date.now() - 72 * hour + 10 + ((round * 37) % 120))),
  meetAt: theRequest,
  acts: ({ db, world, vote, rune }, number) => [
    () => vote(rune, "approve", { number }),
    () =>
      execute(db, { organizationId: world.organizationId, caller: null }, { number }, () => ({
        type: "expire",
        actor: { kind: "system", name: "Countersign" },
      })),
  ],
  outcomes: ["approved: ok / ok", "expired: request_expired / ok"],
  async after(track, number, outcome) {
    const state = await decision(track, number);
    const { rows } = await track.pool.query<{ late: boolean }>(
      "select coalesce(decided_at, closed_at) >= expires_at as late from approval_request where organization_id = $1 and number = $2",
      [track.world.organizationId, number],
    );
    if (rows[0]?.late !== (state === "expired"))
      throw new Error(`${state} on the wrong side of the deadline`);
    return `${state}: ${outcome}`;
  },
};

const voteOrLosingTheRole: Race = {
  async prepare(track) {
    const { db, as, admin, rune } = track;
    await updateMember(db, await as(admin), { id: rune.id, roles: [{ role: "reviewer" }] });
    return ask(track);
  },
  meetAt: (track, number) => ({ ...theRequest(track, number), first: true }),
  acts: ({ db, as, admin, vote, rune }, number) => [
    () => vote(rune, "approve", { number }),
    async () => updateMember(db, await as(admin), { id: rune.id, roles: [] }),
  ],
  outcomes: ["ok / ok", "while it waited: not_eligible / ok"],
  also: ["not_eligible / ok"],
  async after(track, number, outcome) {
    const types = await eventsThen(track, number);
    if (types.includes("vote.cast") !== outcome.endsWith("ok / ok"))
      throw new Error("a vote and its answer differ");
    if (!types.includes("vote.cast")) await track.cancel(track.dev, number);
    return undefined;
  },
};

describe.each([
  { name: "vote against vote at the threshold", race: atTheThreshold },
  { name: "an approval against a rejection", race: approvalOrRejection },
  { name: "vote against cancellation", race: voteOrCancel },
  { name: "vote against override", race: voteOrOverride },
  { name: "cancellation against cancellation", race: cancelTwice },
  { name: "vote against expiry", race: voteOrExpiry },
])("$name", ({ race }) => {
  test(
    "one wins, the other is told what is true then, and the record is whole",
    async () => {
      expect(await raced(database.db, database.pool, race)).toEqual(fair(race));
    },
    deepTimeout,
  );

  test("control: without the request's lock, the database's own guards make a defect of it", async () => {
    const found = await racedWithout(race, { without: ["request"] });
    expect(found).toMatch(
      /defect: (request_event_sequence|vote_sequence|closed_request_of_person|.*a final decision never changes)/,
    );
  });

  test("control: without those guards either, something is stored that must never be", async () => {
    const found = await racedWithout(race, { without: ["request"], dropping: guards });
    expect(found).not.toMatch(/^nothing$|defect/);
  });
});

describe("vote against losing the role", () => {
  test(
    "membership counts at the moment of voting: a vote that waited counts only what is true after the wait",
    async () => {
      expect(await raced(database.db, database.pool, voteOrLosingTheRole)).toEqual(fair(voteOrLosingTheRole));
    },
    deepTimeout,
  );

  test("control: with facts that were read before the lock, a vote counts of someone who has left", async () => {
    const found = await racedWithout(voteOrLosingTheRole, { late: ["request"] });
    expect(found).toMatch("while it waited: ok / ok");
  });
});
