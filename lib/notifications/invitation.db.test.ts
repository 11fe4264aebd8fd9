import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeMember, makeWorld } from "@/db/testing/world";
import { createMember } from "@/lib/directory/create-member";
import { doEffect } from "@/lib/jobs/tasks";
import type { EffectId } from "@/lib/kernel/ids";
import { listFileMails } from "./read-file-mail";

const database = useDatabase();

test("somebody who is added is invited by one mail, whose link says the same however often it is written", async () => {
  const data = await mkdtemp(join(tmpdir(), "countersign-mail-"));
  Object.assign(process.env, {
    COUNTERSIGN_DATA_DIR: data,
    NEXTAUTH_SECRET: "s".repeat(32),
    NEXTAUTH_URL: "https://countersign.example",
  });
  const world = await makeWorld(database.db);
  const admin = await callerFor(world, await makeMember(world, "Vera Lind", ["administrator"]));
  const added = await createMember(database.db, admin, {
    name: "Sol Okafor",
    email: "sol@meridian.example",
    kind: "person",
    roles: [],
  });
  expect(added.ok).toBe(true);
  const { rows } = await database.pool.query<{ id: EffectId }>(
    "select id from effect where kind = 'mail.invitation'",
  );
  const id = rows[0]?.id as EffectId;
  await doEffect(database.db, id, AbortSignal.timeout(5000));
  await database.pool.query("update effect set done_at = null");
  await doEffect(database.db, id, AbortSignal.timeout(5000));
  const mails = await listFileMails(data);
  expect(mails).toMatchObject([{ to: { email: "sol@meridian.example" } }]);
  expect(mails[0]?.text).toContain("https://countersign.example/invitation?token=");
  const { rows: invitations } = await database.pool.query("select count(*)::int as n from invitation");
  expect(invitations).toEqual([{ n: 2 }]);
});
