import { expect } from "vitest";
import type { useDatabase } from "@/db/testing/database";
import { tamper } from "@/db/testing/tamper";
import { makeScene, type Scene } from "@/lib/approvals/testing/scene";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { findDeployment } from "@/lib/deploy/store";
import { makeRoots } from "../make-roots";
import { recordAudit } from "../record";
import { verifyRecord } from "../verify-record";

type Of = Pick<Scene, "world">;

/** Records to tamper with as a superuser could, and what is then found. For tests. */
export function recordsIn(database: ReturnType<typeof useDatabase>) {
  const verify = ({ world }: Of) => verifyRecord(database.db, world.organizationId);
  return {
    record: (wish?: { rooted?: boolean }) => makeRecord(database, wish),
    owner: (...statements: string[]) => tamper(database.owner, ...statements),
    verify,
    /** The problems as `chain sequence kind`. */
    problems: async (of: Of): Promise<string[]> => {
      const found = await verify(of);
      expect(found.ok).toBe(found.problems.length === 0);
      return found.problems.map(({ chain, sequence, kind }) => `${chain} ${sequence} ${kind}`);
    },
  };
}

/**
 * Request 1 was approved and used. Request 2 waits, with two comments at the end of its chain. Three events are in the
 * organization's own. With `rooted`, a root has been made of it all.
 */
async function makeRecord(database: ReturnType<typeof useDatabase>, { rooted = false } = {}) {
  const scene = await makeScene(database.db);
  const { world, dev, rune, admin } = scene;
  await scene.ask(dev);
  await scene.vote(rune, "approve");
  const started = await scene.promote(dev, { request: 1 });
  const deployment = started.ok && (await findDeployment(scene.db, world.organizationId, started.value));
  if (!deployment) throw new Error("it is approved");
  await finishDeployment(scene.db, deployment, { outcome: "delivered", reference: "c0ffee" });
  await scene.ask(dev);
  await scene.comment(dev, 2);
  await scene.comment(rune, 2);
  const actor = { kind: "member" as const, memberId: admin.id, name: admin.name, via: "console" as const };
  for (const type of ["role.created", "role.changed", "role.changed"])
    await scene.db.transaction((tx) =>
      recordAudit(tx, { organizationId: world.organizationId, type, actor, at: new Date(), data: { n: 1 } }),
    );
  if (rooted) await makeRoots(scene.db, 0);
  const { rows } = await database.owner.query<{ id: string }>(
    "select id from approval_request where organization_id = $1 order by number",
    [world.organizationId],
  );
  const [first, second] = rows.map(({ id }) => id) as [string, string];
  return { ...scene, first, second, organizationId: world.organizationId, slug: world.slug };
}
