import fc from "fast-check";
import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeDelegation, makeGate, makeGroup } from "@/db/testing/gate";
import {
  disable,
  giveRole,
  type Held,
  makeMember,
  makeProject,
  makeRole,
  takeRole,
} from "@/db/testing/world";
import { castVote } from "./cast-vote";
import { presets } from "./core/presets";
import type { Requirement } from "./core/rules";
import { countPending, listDecidable, loadRequest, loadRequests } from "./loaders";
import { answer, makeScene, type Person, type Scene } from "./testing/scene";

const database = useDatabase();

const size = 6;
const member = fc.record({
  role: fc.constantFrom("none", "organization", "project", "elsewhere"),
  reviewer: fc.boolean(),
  inGroup: fc.boolean(),
  named: fc.boolean(),
  narrowed: fc.boolean(),
  disabled: fc.constantFrom(false, false, false, true),
  service: fc.constantFrom(false, false, false, false, true),
  builds: fc.constantFrom(false, false, true),
});
const organization = fc.record({
  members: fc.array(member, { minLength: size, maxLength: size }),
  requesterInRole: fc.boolean(),
  scope: fc.constantFrom("organization" as const, "project" as const),
  narrow: fc.boolean(),
  delegations: fc.array(
    fc.tuple(
      fc.nat(size - 1),
      fc.nat(size - 1),
      fc.constantFrom("everywhere", "project", "elsewhere", "upcoming", "ended", "cancelled"),
    ),
    { maxLength: 4 },
  ),
  allowRequesterVote: fc.boolean(),
  allowBuilderVote: fc.boolean(),
  allowDelegates: fc.boolean(),
  refuse: fc.boolean(),
  /** Before the question is asked again: who leaves, and who votes. */
  leaves: fc.nat(size - 1),
  votes: fc.nat(size - 1),
});
type Organization = typeof organization extends fc.Arbitrary<infer T> ? T : never;

async function build(made: Organization): Promise<{ scene: Scene; people: Person[] }> {
  const scene = await makeScene(database.db, { ungated: true, reviewers: [] });
  const { world, admin, dev } = scene;
  const role = await makeRole(world, "Release managers");
  const bank = await makeProject(world, "bank");
  const people: Person[] = [];
  for (const [index, one] of made.members.entries()) {
    const held: Held[] = one.reviewer ? ["reviewer"] : [];
    if (one.role === "organization") held.push(role);
    if (one.role === "project") held.push({ role, project: world.shop });
    if (one.role === "elsewhere") held.push({ role, project: bank });
    people.push(await makeMember(world, `Person ${index}`, held, one.service ? "service" : "person"));
  }
  if (made.requesterInRole) await giveRole(world, dev.id, role);
  const ids = (is: (one: Organization["members"][number]) => boolean) =>
    people.filter((_, index) => made.members[index] && is(made.members[index])).map(({ id }) => id);
  const group = await makeGroup(
    world,
    "Operations",
    ids(({ inGroup }) => inGroup),
  );
  const kinds = {
    everywhere: {},
    project: { projectId: world.shop },
    elsewhere: { projectId: bank },
    upcoming: { startsAt: new Date("2999-01-01") },
    ended: { endsAt: new Date("2020-01-01") },
    cancelled: { cancelledAt: new Date("2020-01-01") },
  };
  for (const [from, to, kind] of made.delegations) {
    const [a, b] = [people[from], people[to]];
    if (a && b && a !== b) await makeDelegation(world, a.id, b.id, kinds[kind]);
  }
  const requirement: Requirement = {
    name: "Release",
    approvers: {
      roles: [{ roleId: role, scope: made.scope }],
      groups: [group],
      users: ids(({ named }) => named),
      narrowTo: made.narrow ? ids(({ narrowed }) => narrowed) : null,
    },
    notifyOnly: { roles: [], groups: [], users: [] },
    requiredApprovals: 3,
    requiredRejections: 3,
  };
  const { rules } = presets.countersign;
  const { allowRequesterVote, allowBuilderVote, allowDelegates } = made;
  const onExcess = made.refuse ? ("refuse" as const) : ("replace-oldest" as const);
  await makeGate(
    world,
    {
      ...rules,
      steps: [{ name: "Release", requirements: [requirement] }],
      votes: { ...rules.votes, onExcess },
      allowRequesterVote,
      allowBuilderVote,
      allowDelegates,
    },
    admin.id,
  );
  for (const [index, one] of made.members.entries()) {
    const person = people[index];
    if (!person) continue;
    if (one.disabled) await disable(world, person.id);
    if (one.builds)
      await database.pool.query(
        "insert into build_commit select organization_id, build_id, $2::int, sha || $2, message, author_name, author_email, array[$3], committed_at from build_commit where organization_id = $1 and position = 0",
        [world.organizationId, index + 1, person.email],
      );
  }
  return { scene, people: [...people, dev] };
}

/** Whose vote `decide` takes, tried by voting; every trial is taken back. */
async function takers(scene: Scene, people: Person[]): Promise<string[]> {
  const taken: string[] = [];
  for (const person of people) {
    const rolledBack = new Error("only tried");
    await scene.db
      .transaction(async (tx) => {
        const vote = { number: 1, decision: "approve" as const, comment: null };
        const result = await castVote(tx as unknown as Scene["db"], await scene.as(person), vote);
        if (result.ok || result.refusal.code === "capacity_ambiguous") taken.push(person.name);
        throw rolledBack;
      })
      .catch((error) => {
        if (error !== rolledBack) throw error;
      });
  }
  return taken.sort();
}

async function named(scene: Scene, people: Person[]) {
  const pending: string[] = [];
  const badge: string[] = [];
  const listed: string[] = [];
  const may: string[] = [];
  for (const person of people) {
    const caller = await scene.as(person);
    if ((await listDecidable(scene.db, caller, 10)).length > 0) pending.push(person.name);
    if ((await countPending(caller)) > 0) badge.push(person.name);
    const page = await loadRequests(caller, { filter: {}, canDecide: true, limit: 10 }, scene.db);
    if (page.ok && page.value.items.length > 0) listed.push(person.name);
    const loaded = await loadRequest(caller, 1, scene.db);
    if (loaded.ok && loaded.value.can.vote) may.push(person.name);
  }
  const loaded = await loadRequest(await scene.as(scene.admin), 1, scene.db);
  const canDecide = loaded.ok
    ? people.filter(({ id }) => loaded.value.canDecide.has(id)).map(({ name }) => name)
    : [];
  return { pending, badge, listed, may, canDecide };
}

async function mailed({ world }: Scene): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    "select m.name from effect e join member m on m.id = e.recipient where e.organization_id = $1 and e.kind = 'mail.review-requested' order by 1",
    [world.organizationId],
  );
  return rows.map(({ name }) => name);
}

test("whom Pending, the badge, the list, the mail and canDecide name are the people whose vote is taken", async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(organization, async (made) => {
      const { scene, people } = await build(made);
      expect(answer(await scene.ask(scene.dev))).toBe("ok");
      const taken = await takers(scene, people);
      some += taken.length > 0 ? 1 : 0;
      const same = (names: string[]) => ({
        pending: names,
        badge: names,
        listed: names,
        may: names,
        canDecide: names,
      });
      const sorted = async () =>
        Object.fromEntries(
          Object.entries(await named(scene, people)).map(([key, names]) => [key, names.sort()]),
        );
      expect(await sorted()).toEqual(same(taken));
      expect(await mailed(scene)).toEqual(taken);
      const [voter, leaver] = [people[made.votes], people[made.leaves]];
      if (voter) await scene.vote(voter, "approve");
      if (leaver) {
        await disable(scene.world, leaver.id);
        await takeRole(scene.world, leaver.id, "reviewer");
      }
      expect(await sorted()).toEqual(same(await takers(scene, people)));
    }),
    // The same organizations every time: how many are tried must not depend on how busy the machine is.
    { numRuns: 12, seed: 20_261_121 },
  );
  expect(some).toBeGreaterThan(3);
}, 180_000);
