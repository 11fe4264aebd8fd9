import { beforeAll, describe, expect, test } from "vitest";
import { build } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeMember, makeProject, makeWorld, type World } from "@/db/testing/world";
import type { Caller } from "@/lib/directory/caller";
import { contentHash } from "@/lib/kernel/canonical-json";
import { createComponent } from "./create-component";
import { buildInput } from "./input";
import { loadBuild, loadBuilds } from "./loaders";
import { reportBuild } from "./report-build";

const database = useDatabase();
let world: World;
let developer: Caller;

beforeAll(async () => {
  world = await makeWorld(database.db);
  developer = await callerFor(world, await makeMember(world, "Ines Duarte", ["developer"]));
});

let components = 0;

/** A component of the test's own, so that numbers start at 1. */
async function newComponent(): Promise<{ project: string; component: string }> {
  components += 1;
  const admin = await callerFor(world, await makeMember(world, `Admin ${components}`, ["administrator"]));
  const made = await createComponent(database.db, admin, { project: "shop", name: `Part ${components}` });
  if (!made.ok) throw new Error(made.refusal.code);
  return { project: "shop", component: made.value.slug };
}

function report(name: unknown, more: Record<string, unknown> = {}) {
  const image = "registry.example:5000/shop/checkout";
  return buildInput.parse({ image, digest: contentHash(name), commit: "0a".repeat(20), ...more });
}

describe("a pipeline reports a build", () => {
  test("which gets the next number, and keeps its commits newest first", async () => {
    const at = await newComponent();
    const commits = [
      {
        sha: "0a".repeat(20),
        message: "Pay later\n\nCo-authored-by: Rune Kvist <Rune@Meridian.example>\n",
        author: { name: "Ines", email: "Ines@meridian.example" },
        committer: { name: "GitHub", email: "noreply@github.example" },
        at: "2026-11-20T10:00:00+01:00",
      },
      { sha: "0b".repeat(20), message: "Fix", author: { name: "Bo", email: "" }, at: "2026-11-20T08:00:00Z" },
    ];
    const first = await reportBuild(database.db, developer, { ...at, ...report(1, { commits }) });
    expect(first).toMatchObject({
      ok: true,
      value: {
        created: true,
        build: {
          number: 1,
          head: { sha: "0a".repeat(20), author: { email: "Ines@meridian.example" } },
          commits: [{ at: new Date("2026-11-20T09:00:00Z") }, { message: "Fix" }],
          reportedBy: { id: developer.member.id },
        },
      },
    });
    const { rows } = await database.pool.query(
      "select builder_emails from build_commit where sha = $1 and organization_id = $2",
      ["0a".repeat(20), world.organizationId],
    );
    expect(rows[0].builder_emails).toEqual([
      "ines@meridian.example",
      "noreply@github.example",
      "rune@meridian.example",
    ]);
    const second = await reportBuild(database.db, developer, { ...at, ...report(2) });
    expect(second).toMatchObject({ ok: true, value: { build: { number: 2, head: null, commits: [] } } });
  });

  test("the same digest again answers with the first, whatever else is said", async () => {
    const at = await newComponent();
    await reportBuild(database.db, developer, { ...at, ...report("a", { number: 7 }) });
    const again = await reportBuild(database.db, developer, {
      ...at,
      ...report("a", { number: 9, branch: "x" }),
    });
    expect(again).toMatchObject({ ok: true, value: { created: false, build: { number: 7, branch: null } } });
  });

  test("a number that another build has is refused", async () => {
    const at = await newComponent();
    await reportBuild(database.db, developer, { ...at, ...report("a", { number: 7 }) });
    expect(await reportBuild(database.db, developer, { ...at, ...report("b", { number: 7 }) })).toMatchObject(
      {
        ok: false,
        refusal: { code: "name_taken", errors: [{ path: "number" }] },
      },
    );
    const next = await reportBuild(database.db, developer, { ...at, ...report("b") });
    expect(next).toMatchObject({ ok: true, value: { build: { number: 8 } } });
  });

  test("only with the permission, in that project, of that organization", async () => {
    const at = await newComponent();
    const reviewer = await callerFor(world, await makeMember(world, "Rune Kvist", ["reviewer"]));
    const bank = await makeProject(world, "bank");
    const elsewhere = await callerFor(
      world,
      await makeMember(world, "Bank Developer", [{ role: "developer", project: bank }]),
    );
    const other = await makeWorld(database.db);
    const foreign = await callerFor(other, await makeMember(other, "Foreign", ["administrator"]));
    const codeFor = async (caller: Caller) => {
      const result = await reportBuild(database.db, caller, { ...at, ...report("a") });
      return result.ok ? "ok" : result.refusal.code;
    };
    expect(await codeFor(reviewer)).toBe("not_permitted");
    expect(await codeFor(elsewhere)).toBe("not_found");
    expect(await codeFor(foreign)).toBe("not_found");
  });
});

describe("two pipelines at the same instant", () => {
  test("with one digest make one build, and both are told of it", async () => {
    const at = await newComponent();
    const input = { ...at, ...report("same") };
    const results = await Promise.all(
      Array.from({ length: 8 }, () => reportBuild(database.db, developer, input)),
    );
    const numbers = results.map((result) => (result.ok ? result.value.build.number : result.refusal.code));
    expect(new Set(numbers)).toEqual(new Set([1]));
    expect(results.filter((result) => result.ok && result.value.created)).toHaveLength(1);
  });

  test("without numbers get different ones, without a gap", async () => {
    const at = await newComponent();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        reportBuild(database.db, developer, { ...at, ...report(["many", index]) }),
      ),
    );
    const numbers = results.map((result) => (result.ok ? result.value.build.number : result.refusal.code));
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("with one number for two digests have one winner", async () => {
    const at = await newComponent();
    const results = await Promise.all(
      ["a", "b", "c", "d"].map((name) =>
        reportBuild(database.db, developer, { ...at, ...report(name, { number: 3 }) }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.refusal.code).toBe("name_taken");
  });
});

test("builds are listed page by page, newest first, and read one by one", async () => {
  const at = await newComponent();
  for (const name of [1, 2, 3])
    await reportBuild(database.db, developer, { ...at, ...report(["page", name]) });
  const first = await loadBuilds(developer, { ...at, limit: 2 });
  if (!first.ok) throw new Error(first.refusal.code);
  expect(first.value.items.map(({ number }) => number)).toEqual([3, 2]);
  const second = await loadBuilds(developer, { ...at, limit: 2, cursor: first.value.nextCursor ?? "" });
  expect(second).toMatchObject({ ok: true, value: { items: [{ number: 1 }], nextCursor: null } });
  expect(await loadBuild(developer, { ...at, number: 2 })).toMatchObject({ ok: true, value: { number: 2 } });
  expect(await loadBuild(developer, { ...at, number: 4 })).toMatchObject({ refusal: { code: "not_found" } });
  expect(await database.db.$count(build)).toBeGreaterThan(3);
});
