import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeDelegation, makeGate } from "@/db/testing/gate";
import { disable, makeMember } from "@/db/testing/world";
import { presets } from "./core/presets";
import { loadRequest } from "./loaders";
import { answer, makeScene, type Person, rulesFor } from "./testing/scene";

/** Who may see a request (engine.md, rule 15), asked as a read and as a command alike. */
const database = useDatabase();

/** Two steps: Gast, who holds no role, then Sol and (only told) Tia. Gast and Sol have delegates. */
async function hiddenPeople() {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, admin } = scene;
  const people = {} as Record<"gast" | "sol" | "tia" | "delegate" | "nobody", Person>;
  for (const name of ["gast", "sol", "tia", "delegate", "nobody"] as const)
    people[name] = await makeMember(world, `${name} Holm`);
  await makeDelegation(world, people.sol.id, people.delegate.id);
  const rules = rulesFor(world, presets.countersign);
  const [first] = rules.steps[0]?.requirements ?? [];
  if (!first) throw new Error("a preset has a requirement");
  const of = (name: string, users: Person[]) => ({
    name,
    requirements: [
      {
        ...first,
        approvers: { ...first.approvers, roles: [], users: users.map(({ id }) => id) },
        notifyOnly: { ...first.notifyOnly, users: [people.tia.id] },
      },
    ],
  });
  await makeGate(
    world,
    { ...rules, steps: [of("First", [people.gast]), of("Second", [people.sol])] },
    admin.id,
  );
  await scene.ask(scene.dev);
  const seen = async (person: Person) => [
    answer(await loadRequest(await scene.as(person), 1, database.db)),
    answer(await scene.comment(person)),
  ];
  return { ...scene, ...people, seen };
}

test("approvers of every step, their delegates and who is only told see it; nobody else without a role does", async () => {
  const { gast, sol, tia, delegate, nobody, rune, seen } = await hiddenPeople();
  for (const person of [gast, sol, tia, delegate, rune]) expect(await seen(person)).toEqual(["ok", "ok"]);
  expect(await seen(nobody)).toEqual(["not_found", "not_found"]);
});

test("whom the rules bar from voting is told why, not that it does not exist", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, dev, admin } = scene;
  const builder = await makeMember(world, "Bo Byg");
  const rules = rulesFor(world, presets.countersign);
  rules.steps[0]?.requirements[0]?.approvers.users.push(builder.id);
  await makeGate(world, rules, admin.id);
  await database.pool.query("update member set email = 'somebody@elsewhere.example' where id = $1", [
    builder.id,
  ]);
  await scene.ask(dev);
  expect(answer(await scene.vote(builder, "approve"))).toBe("builder_may_not_vote");
  expect(answer(await scene.vote(admin, "approve"))).toBe("builder_may_not_vote");
});

test("who decided still sees it when the right to decide is gone", async () => {
  const { gast, sol, vote, seen, world } = await hiddenPeople();
  expect(answer(await vote(gast, "approve"))).toBe("ok");
  expect(answer(await vote(sol, "approve"))).toBe("ok");
  await database.pool.query("update delegation set cancelled_at = now() where organization_id = $1", [
    world.organizationId,
  ]);
  for (const person of [gast, sol]) expect((await seen(person))[0]).toBe("ok");
});

test("somebody disabled can do nothing from that moment, also to their own request", async () => {
  const { world, dev, cancel, comment } = await hiddenPeople();
  await disable(world, dev.id);
  expect(answer(await cancel(dev))).toBe("not_found");
  expect(answer(await comment(dev))).toBe("not_found");
});
