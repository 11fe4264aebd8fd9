import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { requestsOf } from "@/db/testing/rows";
import { makeMember } from "@/db/testing/world";
import { makeScene, type Person, type SceneWish } from "@/lib/approvals/testing/scene";
import type { TokenScope } from "@/lib/auth/token-scopes";
import { callerOf, makeToken } from "./_testing/as-token";

const held = useDatabase();
const votes = "/approval-requests/1/votes";
const approve = { decision: "approve" };
const withKey = (key: string) => ({ "Idempotency-Key": key });

/** Three approvals are needed, and one person may give all of them. */
const many: SceneWish = {
  change: {
    votes: { maxPerPrincipal: 0, maxPerPerson: 0, maxDirect: 0, maxDelegated: 0, onExcess: "refuse" },
  },
  requirement: { requiredApprovals: 3 },
};

async function asked(wish: SceneWish) {
  const scene = await makeScene(held.db, wish);
  expect((await scene.ask(scene.dev)).ok).toBe(true);
  const { world } = scene;
  const call = async (person: Person, scopes: TokenScope[] = ["decide", "request.read"]) =>
    callerOf((await makeToken(held.db, world.organizationId, person.id, scopes)).token);
  return { ...scene, call };
}

test("where a person may vote more than once a vote needs a key, and a repeat does not count again", async () => {
  const { call, rune } = await asked(many);
  const reviewer = await call(rune);
  const without = await reviewer("POST", votes, approve);
  expect([without.status, without.body.code, without.body.errors[0].path]).toEqual([
    422,
    "invalid_input",
    "Idempotency-Key",
  ]);
  const counted = [];
  for (const key of ["a", "a", "b", "b"])
    counted.push((await reviewer("POST", votes, approve, withKey(key))).body.votes.length);
  expect(counted).toEqual([1, 1, 2, 2]);
  expect((await reviewer("POST", votes, approve, withKey("c"))).body.state).toBe("approved");
});

test("where a person votes once no key is needed", async () => {
  const { call, rune } = await asked({});
  expect((await (await call(rune))("POST", votes, approve)).status).toBe(201);
});

test("who may not vote or not see the request is told that, not of the key", async () => {
  const { call, rune, world } = await asked(many);
  const stranger = await makeMember(world, "Nobody", []);
  expect((await (await call(rune, ["request.read"]))("POST", votes, approve)).body.code).toBe(
    "not_permitted",
  );
  expect((await (await call(stranger))("POST", votes, approve)).body.code).toBe("not_found");
  expect((await (await call(rune))("POST", votes.replace("1", "9"), approve)).body.code).toBe("not_found");
});

test("what is stored with a refusal stays: an overdue request expires under the key too", async () => {
  const { call, rune, world } = await asked({});
  await held.pool.query("update approval_request set expires_at = now() where organization_id = $1", [
    world.organizationId,
  ]);
  const reviewer = await call(rune);
  for (const code of ["request_expired", "request_expired"])
    expect((await reviewer("POST", votes, approve, withKey("late"))).body.code).toBe(code);
  expect(await requestsOf(held.pool, world.organizationId)).toEqual(["#1 expired none"]);
});
