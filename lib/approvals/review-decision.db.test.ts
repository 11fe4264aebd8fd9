import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeGate } from "@/db/testing/gate";
import { makeMember } from "@/db/testing/world";
import { presets } from "./core/presets";
import { loadReview } from "./loaders-review";
import { makeScene, type Person, rulesFor, type SceneWish } from "./testing/scene";

/** Production's approval is asked of the role, two of whom have to agree, and of Gast Lund, who holds none. */
const database = useDatabase();

async function asked(wish: SceneWish = {}, steps = 1) {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, admin, dev } = scene;
  const gast = await makeMember(world, "Gast Lund");
  const rules = rulesFor(world, presets.countersign, wish);
  const [step] = rules.steps;
  const [first] = step?.requirements ?? [];
  if (!step || !first) throw new Error("a preset has a requirement");
  const approvers = { ...first.approvers, users: [gast.id] };
  const requirements = [{ ...first, approvers, requiredApprovals: steps === 1 ? 2 : 1 }];
  const named = Array.from({ length: steps }, (_, at) => ({ ...step, name: `Step ${at + 1}`, requirements }));
  await makeGate(world, { ...rules, steps: named }, admin.id);
  await scene.ask(dev);
  const review = async (person: Person) => {
    const found = await loadReview(await scene.as(person), 1);
    if (!found.ok) throw new Error(found.refusal.code);
    return found.value;
  };
  const mine = async (person: Person) =>
    (await review(person)).decision?.capacities.map(({ label }) => label) ?? null;
  const why = async (person: Person) => (await review(person)).cannotDecide;
  return { ...scene, gast, review, mine, why };
}

test("why one is asked is named: by role, as an assignee, as whose delegate; all of them where there are several", async () => {
  const { rune, ada, other, gast, dev, delegate, mine, why } = await asked();
  await delegate(rune, ada);
  await delegate(rune, other);
  await delegate(gast, other);
  expect(await mine(rune)).toEqual(["reviewer"]);
  expect(await mine(gast)).toEqual(["an assignee"]);
  expect(await mine(ada)).toEqual(["reviewer", "Rune Kvist's delegate (reviewer)"]);
  expect((await mine(other))?.toSorted()).toEqual([
    "Gast Lund's delegate (an assignee)",
    "Rune Kvist's delegate (reviewer)",
  ]);
  expect(await mine(dev)).toBeNull();
  expect(await why(dev)).toBe("You asked for this, so somebody else decides.");
});

test("the last approval that is needed is called that; who decides again is told that this replaces it", async () => {
  const { rune, ada, vote, review } = await asked();
  const consequence = async (person: Person) => (await review(person)).decision?.consequence;
  expect(await consequence(rune)).toBeNull();
  await vote(rune, "approve");
  expect(await consequence(ada)).toBe("Your approval is the last one needed.");
  expect(await consequence(rune)).toBe("You have decided already; deciding again replaces that.");
});

test("whoever finds no buttons reads why, and nobody is told who would not look for them", async () => {
  const { rune, ada, other, admin, delegate, vote, why } = await asked();
  await delegate(rune, other);
  expect(await why(rune)).toBeNull();
  expect(await why(admin)).toBe("You built part of what would ship, so somebody else decides.");
  expect(await why(other)).toBeNull();
  await vote(rune, "approve");
  expect(await why(other)).toBe("Rune Kvist, for whom you could decide, is counted already.");
  await vote(ada, "approve");
  expect(await why(other)).toBeNull();
});

test("where one person decides one step only, whoever decided an earlier one is told so", async () => {
  const { rune, ada, vote, why, mine } = await asked({ change: { distinctAcrossSteps: true } }, 2);
  await vote(rune, "approve");
  expect(await why(rune)).toBe("You decided an earlier step, so somebody else decides this one.");
  expect(await mine(ada)).toEqual(["reviewer"]);
});

test("what was not started says who starts it", async () => {
  const { rune, why } = await asked({ change: { startsWaiting: false } });
  expect(await why(rune)).toBe("This was not started yet. Whoever asked for it starts it first.");
});
