import { describe, expect, test } from "vitest";
import { type FingerprintInput, fingerprintDifferences, fingerprintOf } from "./fingerprint";
import { at, type Cast, type RulesChange } from "./testing/cast";
import { commands, fingerprintInput, given, step } from "./testing/story";

const cast: Cast = { members: ["ann"], roles: { reviewer: ["ann"] } };
const asked = (rules: RulesChange = {}) => given({ cast, rules });

describe("the fingerprint (rule 8)", () => {
  test.each([
    [{ digest: "sha256:48" }, ["build digest"]],
    [{ configuration: "sha256:c8" }, ["configuration"]],
    [{ kind: "configure" as const }, ["kind"]],
    [{ organization: "org_2" }, ["organization"]],
    [{ component: "cmp_cart" }, ["component"]],
    [{ base: null }, ["what is live in the target"]],
    [{ base: { digest: "sha256:46", configuration: "sha256:other" } }, ["what is live in the target"]],
    [{ digest: "sha256:48", configuration: "sha256:c8" }, ["build digest", "configuration"]],
    [{}, []],
  ])("%j differs in %j", (change, differs) => {
    const current = { ...fingerprintInput, ...change } as FingerprintInput;
    expect(fingerprintDifferences(fingerprintInput, current)).toEqual(differs);
    expect(fingerprintOf(current) === fingerprintOf(fingerprintInput)).toBe(differs.length === 0);
  });

  test("the order of fields does not matter, and no field can stand in for another", () => {
    const { organization, ...rest } = fingerprintInput;
    expect(fingerprintOf({ ...rest, organization })).toBe(fingerprintOf(fingerprintInput));
    const swapped = { ...fingerprintInput, source: fingerprintInput.target, target: fingerprintInput.source };
    expect(fingerprintDifferences(fingerprintInput, swapped)).toEqual([
      "source environment",
      "target environment",
    ]);
  });
});

describe("opening is refused, in this order", () => {
  const bad = {
    may: { create: false },
    openRequest: 41,
    gate: "workflow_disabled" as const,
    sourceHealthy: false,
  };
  test.each([
    [bad, "not_permitted"],
    [{ ...bad, may: {} }, "request_exists"],
    [{ ...bad, may: {}, openRequest: null }, "workflow_disabled"],
    [{ ...bad, may: {}, openRequest: null, gate: "approval_not_required" as const }, "approval_not_required"],
    [{ ...bad, may: {}, openRequest: null, gate: "gated" as const }, "source_not_healthy"],
  ])("%j: %s", (facts, answer) => {
    const { events, refusal } = step(null, openingOf(asked()), cast, at(0), facts);
    expect([events, refusal?.code]).toEqual([[], answer]);
    expect(refusal?.facts).toEqual(answer === "request_exists" ? { number: 41 } : undefined);
  });

  test("under execute the requester must be able to promote, too", () => {
    const opening = openingOf(asked({ onApproval: "execute" }));
    expect(step(null, opening, cast, at(0), { may: { execute: false } }).refusal?.code).toBe("not_permitted");
    expect(step(null, opening, cast, at(0)).refusal).toBeUndefined();
    const unlocking = openingOf(asked());
    expect(step(null, unlocking, cast, at(0), { may: { execute: false } }).refusal).toBeUndefined();
  });

  test("any other command on what does not exist: not_found", () => {
    expect(step(null, commands.comment("ann"), cast, at(0)).refusal?.code).toBe("not_found");
  });
});

test("the first event says what the person is called for whom somebody else asks", () => {
  const people: Cast = { ...cast, members: ["ann", "dev", "pipeline"] };
  const openedBy = (openedBy: string, startedBy: string | null) => {
    const { events, state } = given({ cast: people, openedBy, startedBy });
    const [opened] = events;
    if (opened?.type !== "request.opened") throw new Error("it begins with being opened");
    expect(state).not.toHaveProperty("names");
    return opened.data.names;
  };
  expect(openedBy("pipeline", "dev")).toEqual({ mem_dev: "dev" });
  expect(openedBy("dev", null)).toBeUndefined();
});

function openingOf({ events }: ReturnType<typeof given>) {
  const [opened] = events;
  if (opened?.type !== "request.opened") throw new Error("a story begins by opening");
  return { type: "open" as const, actor: opened.actor, request: opened.data };
}
