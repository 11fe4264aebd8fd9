import { describe, expect, test } from "vitest";
import { databaseOf, poolOf } from "@/db/client";
import { useDatabase } from "@/db/testing/database";
import { deepTimeout } from "@/db/testing/deep";
import { intercept } from "@/db/testing/intercept";
import { eventsOf } from "@/db/testing/rows";
import { fair, type Race, raced, racedWithout, type Track } from "@/lib/approvals/testing/race";
import { answer, makeScene } from "@/lib/approvals/testing/scene";
import type { DeploymentId } from "@/lib/kernel/ids";
import { finishDeployment } from "./finish-deployment";
import { retryDeployment } from "./retry-deployment";
import { findDeployment } from "./store";

/** Everything that makes a deployment against everything that would make another, or take its approval away. */
const database = useDatabase();

/** Request, approved and not used. */
async function approved({ ask, dev, vote, rune }: Track): Promise<number> {
  const asked = await ask(dev);
  if (!asked.ok) throw new Error(asked.refusal.code);
  const { number } = asked.value;
  await vote(rune, "approve", { number });
  return number;
}

/** How many deployments run into production. Ends them, for the next round. */
async function running({ db, pool, world }: Track): Promise<number> {
  const { rows } = await pool.query<{ id: DeploymentId }>(
    "select id from deployment where organization_id = $1 and state = 'running'",
    [world.organizationId],
  );
  const [first] = rows;
  const row = first && (await findDeployment(db, world.organizationId, first.id));
  if (row) await finishDeployment(db, row, { outcome: "delivered", reference: "c0ffee" });
  return rows.length;
}

/** Deployments that run and uses on the record; throws unless there is `wanted` of each. */
async function usedOnce(track: Track, number: number, wanted = 1): Promise<void> {
  const deployments = await running(track);
  const types = await eventsOf(track.pool, track.world.organizationId, number);
  const uses = types.filter((type) => type === "approval.used").length;
  if (deployments !== wanted || uses !== wanted)
    throw new Error(`the approval was used ${uses} times for ${deployments} deployments`);
}

const production = ({ world }: Track) => ({
  table: "component_environment" as const,
  where: "organization_id = $1 and environment_id = $2",
  values: [world.organizationId, world.environments.production],
});

const useTwice: Race = {
  prepare: (track) => approved(track),
  meetAt: production,
  acts: ({ promote, dev, other }, request) => [
    () => promote(dev, { request }),
    () => promote(other, { request }),
  ],
  outcomes: ["ok / approval_running", "approval_running / ok"],
  async after(track, number) {
    await usedOnce(track, number);
    return undefined;
  },
};

/**
 * The guards behind the locks, in the order in which one that is missing shows the next. Two connections that both read
 * `ready` write a second running use, the same event number, a second running deployment of the place and of the grant.
 */
const guards = [
  { name: "approval_use_one_running", drop: "drop index approval_use_one_running" },
  {
    name: "request_event_sequence",
    drop: "alter table request_event drop constraint request_event_sequence",
  },
  { name: "deployment_one_running", drop: "drop index deployment_one_running" },
  { name: "deployment_once_running", drop: "drop index deployment_once_running" },
];

describe("G3 use against use", () => {
  test(
    "the approval is used once, and the other is told that it is in use",
    async () => {
      expect(await raced(database.db, database.pool, useTwice)).toEqual(fair(useTwice));
    },
    deepTimeout,
  );

  test.each(["place", "request"] as const)(
    "each of the two locks alone keeps them apart: without that of the %s nothing goes wrong",
    async (lock) => {
      expect(await racedWithout(useTwice, { without: [lock] })).toBe("nothing");
    },
  );

  test.each(guards.map(({ name }, index) => ({ name, index })))(
    "control: without both locks and the guards before it, $name makes a defect of it",
    async ({ name, index }) => {
      const dropping = guards.slice(0, index).map(({ drop }) => drop);
      expect(await racedWithout(useTwice, { without: ["place", "request"], dropping })).toMatch(
        `defect: ${name}`,
      );
    },
  );

  test("control: without any guard, it is used twice", async () => {
    const dropping = guards.map(({ drop }) => drop);
    const found = await racedWithout(useTwice, { without: ["place", "request"], dropping });
    expect(found).toMatch("used 2 times for 2 deployments");
  });
});

const useOrRevoke: Race = {
  prepare: (track) => approved(track),
  meetAt: ({ world }, number) => ({
    table: "approval_request",
    where: "organization_id = $1 and number = $2",
    values: [world.organizationId, number],
  }),
  acts: ({ promote, dev, revoke, admin }, number) => [
    () => promote(dev, { request: number }),
    () => revoke(admin, "Incident", number),
  ],
  outcomes: ["ok / approval_running", "approval_revoked / ok"],
  async after(track, number, outcome) {
    await usedOnce(track, number, outcome.startsWith("ok") ? 1 : 0);
    return undefined;
  },
};

describe("use against revoke", () => {
  test(
    "it is used or revoked, and the other is told which",
    async () => {
      expect(await raced(database.db, database.pool, useOrRevoke)).toEqual(fair(useOrRevoke));
    },
    deepTimeout,
  );

  test("control: without the request's lock, the numbering of events makes a defect of it", async () => {
    expect(await racedWithout(useOrRevoke, { without: ["request"] })).toMatch(
      "defect: request_event_sequence",
    );
  });

  test("control: without that guard either, a revoked approval has a running deployment", async () => {
    const dropping = guards.map(({ drop }) => drop);
    expect(await racedWithout(useOrRevoke, { without: ["request"], dropping })).toMatch("ok / ok");
  });
});

const deployTwice: Race = {
  wish: { ungated: true },
  async prepare(track, round) {
    // The first one makes the configuration's version, whose number would keep two apart too.
    if (round === 0) await track.promote(track.dev);
    await running(track);
    return round;
  },
  meetAt: production,
  acts: ({ promote, dev, other }) => [() => promote(dev), () => promote(other)],
  outcomes: ["ok / deployment_running", "deployment_running / ok"],
  async after(track) {
    const count = await running(track);
    if (count !== 1) throw new Error(`${count} deployments run`);
    return undefined;
  },
};

describe("deploy against deploy", () => {
  test(
    "one runs, the other is told so",
    async () => {
      expect(await raced(database.db, database.pool, deployTwice)).toEqual(fair(deployTwice));
    },
    deepTimeout,
  );

  test("control: without the place's lock, the one running deployment is kept by its index, as a defect", async () => {
    expect(await racedWithout(deployTwice, { without: ["place"] })).toMatch("defect: deployment_one_running");
  });

  test("control: without that index either, two run", async () => {
    const weakness = { without: ["place" as const], dropping: ["drop index deployment_one_running"] };
    expect(await racedWithout(deployTwice, weakness)).toMatch("2 deployments run");
  });
});

test("a retry that waited while another deployment came through does not go back behind it", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const started = await scene.promote(scene.dev);
  const row = started.ok && (await findDeployment(scene.db, scene.world.organizationId, started.value));
  if (!row) throw new Error("nothing is gated");
  await finishDeployment(scene.db, row, { outcome: "failed", reason: "The repository is gone." });
  // Held after it has looked, before its first lock.
  const slow = poolOf(database.connectionString);
  let meanwhile = async () => {
    meanwhile = async () => undefined;
    await scene.promote(scene.other);
    await running({ ...scene, pool: database.pool });
  };
  intercept(slow, async ({ text, send }) => {
    if (text.includes("pg_advisory_xact_lock_shared")) await meanwhile();
    return send();
  });
  const retried = await retryDeployment(databaseOf(slow), await scene.as(scene.dev), { id: row.id });
  await slow.end();
  expect(answer(retried)).toBe("invalid_input");
});
