import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { eventsOf, mailsOf } from "@/db/testing/rows";
import { giveRole, makeMember } from "@/db/testing/world";
import { answer, makeScene, type Scene } from "./testing/scene";

/** What is said of an open request besides the votes, and to whom it is mailed. */
const database = useDatabase();
const mails = async ({ world }: Scene, kind: string) =>
  (await mailsOf(database.pool, world.organizationId)).filter((mail) => mail.startsWith(kind)).sort();
const hours = (count: number) => () => new Date(Date.now() + count * 3_600_000);

test("a comment is mailed to who asked and whom the open step asked, and to who commented before", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev);
  expect(answer(await scene.comment(scene.other))).toBe("ok");
  const asked = ["comment-added → Ada Berg", "comment-added → Ines Duarte", "comment-added → Rune Kvist"];
  expect(await mails(scene, "comment-added")).toEqual(asked);
  await scene.comment(scene.dev);
  expect(await mails(scene, "comment-added")).toEqual(
    [...asked, "comment-added → Ada Berg", "comment-added → Otto Falk", "comment-added → Rune Kvist"].sort(),
  );
});

test("a reminder is mailed to those who can complete it, on the record, and once in four hours", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev);
  const late = await makeMember(scene.world, "Lea Late", []);
  await giveRole(scene.world, late.id, "reviewer");
  expect(answer(await scene.remind(scene.rune))).toBe("not_permitted");
  expect(answer(await scene.remind(scene.dev))).toBe("ok");
  const told = ["Ada Berg", "Lea Late", "Rune Kvist"].map((name) => `review-reminded → ${name}`);
  expect(await mails(scene, "review-reminded")).toEqual(told);
  expect(await eventsOf(database.pool, scene.world.organizationId)).toContain("request.reminded");
  expect(answer(await scene.remind(scene.dev, 1, hours(3.9)))).toBe("reminded_recently");
  expect(answer(await scene.remind(scene.dev, 1, hours(4.1)))).toBe("ok");
  expect(await mails(scene, "review-reminded")).toHaveLength(6);
});

test("two reminders at once are one", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev);
  const both = await Promise.all([scene.remind(scene.dev), scene.remind(scene.dev)]);
  expect(both.map(answer).sort()).toEqual(["ok", "reminded_recently"]);
});
