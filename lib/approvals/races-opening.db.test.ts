import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deepTimeout } from "@/db/testing/deep";
import { updateProfile } from "@/lib/workflows/edit-profile";
import { profileView } from "@/lib/workflows/views";
import { fair, type Race, raced, racedWithout, type Track } from "./testing/race";

/** Opening a request against opening another, and against an edit of the rules that it is about to be pinned to. */
const database = useDatabase();

/** The organization's open requests, by number. */
async function openRequests({ pool, world }: Track): Promise<number[]> {
  const { rows } = await pool.query<{ number: number }>(
    "select number from approval_request where organization_id = $1 and closed_at is null order by number",
    [world.organizationId],
  );
  return rows.map(({ number }) => number);
}

const openTwice: Race = {
  async prepare({ ask, cancel, dev }, round) {
    // The first one makes the configuration's version, whose number would keep two apart too.
    if (round === 0) await ask(dev);
    if (round === 0) await cancel(dev);
    return round + 2;
  },
  meetAt: ({ world }) => ({
    table: "component_environment",
    where: "organization_id = $1 and environment_id = $2",
    values: [world.organizationId, world.environments.production],
  }),
  acts: ({ ask, dev, other }) => [() => ask(dev), () => ask(other)],
  outcomes: ["ok / request_exists", "request_exists / ok"],
  async after(track, number) {
    const open = await openRequests(track);
    if (open.join() !== `${number}`) throw new Error(`open are ${open.join(" and ")}`);
    await track.cancel(track.admin, number);
    return undefined;
  },
};

describe("open against open", () => {
  test(
    "one request, the other is told of it, and no number is lost",
    async () => {
      expect(await raced(database.db, database.pool, openTwice)).toEqual(fair(openTwice));
    },
    deepTimeout,
  );

  test("control: without the place's lock, the one open request per subject is kept by its index, as a defect", async () => {
    expect(await racedWithout(openTwice, { without: ["place"] })).toMatch("defect: request_one_open");
  });

  test("control: without that index either, two are open", async () => {
    const weakness = { without: ["place" as const], dropping: ["drop index request_one_open"] };
    expect(await racedWithout(openTwice, weakness)).toMatch(/open are \d+ and \d+/);
  });
});

/** Saves the gate's profile with other hours to decide: other content every time. */
async function edit({ db, as, admin, world }: Track, hoursToDecide: number) {
  const held = await profileView(db, world.organizationId, "Production");
  if (!held) throw new Error("the gate has a profile");
  const rules = { ...held.rules, hoursToDecide };
  return updateProfile(db, await as(admin), { name: "Production", rules, basedOn: held.rulesHash });
}

/** The newest version is one that nobody has pinned: an edit changes it in place, unless the request comes first. */
const openOrEdit: Race = {
  async prepare(track, round) {
    const edited = await edit(track, 1000 + round);
    if (!edited.ok) throw new Error(edited.refusal.code);
    return round + 1;
  },
  meetAt: ({ world }) => ({
    table: "approval_profile_version",
    where: "organization_id = $1",
    values: [world.organizationId],
  }),
  acts: (track, number) => [() => track.ask(track.dev), () => edit(track, 5000 + number)],
  outcomes: ["pinned before the edit: ok / ok", "pinned after the edit: ok / ok"],
  async after(track, number, outcome) {
    const { rows } = await track.pool.query<{ same: boolean; hours: number }>(
      `select r.rules_hash = v.rules_hash and r.rules = v.rules as same, (r.rules ->> 'hoursToDecide')::float as hours
        from approval_request r join approval_profile_version v on v.profile_id = r.profile_id and v.version = r.profile_version
        where r.organization_id = $1 and r.number = $2`,
      [track.world.organizationId, number],
    );
    await track.cancel(track.admin, number);
    if (!rows[0]?.same) throw new Error("a request has other rules than the version that it is pinned to");
    return `pinned ${rows[0].hours >= 5000 ? "after" : "before"} the edit: ${outcome}`;
  },
};

describe("profile edit against open", () => {
  test(
    "the request has the rules of before or of after, and the version that it pinned has the same ones",
    async () => {
      expect(await raced(database.db, database.pool, openOrEdit)).toEqual(fair(openOrEdit));
    },
    deepTimeout,
  );

  test.each(["organization", "profile version"] as const)(
    "each of the two locks alone keeps them apart: without that of the %s nothing goes wrong",
    async (lock) => {
      expect(await racedWithout(openOrEdit, { without: [lock] })).toBe("nothing");
    },
  );

  test("control: without both, an edit after the pin is refused by the trigger as a defect, one before it is not seen", async () => {
    const found = await racedWithout(openOrEdit, { without: ["organization", "profile version"] });
    expect(found).toMatch(
      /defect: UPDATE of approval_profile_version is refused|other rules than the version/,
    );
  });

  test("control: without that trigger either, a version that is pinned has other rules than its request", async () => {
    const dropping = ["drop trigger profile_version_kept on approval_profile_version"];
    const found = await racedWithout(openOrEdit, { without: ["organization", "profile version"], dropping });
    expect(found).toMatch("other rules than the version that it is pinned to");
  });
});
