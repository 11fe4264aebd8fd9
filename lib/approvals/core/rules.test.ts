import { describe, expect, test } from "vitest";
import { approvalRulesSchema, stepOf } from "./rules";
import { requirement, rulesOf } from "./testing/cast";

type Data = Record<string, unknown>;
type Path = (string | number)[];

const approvers = { roles: ["reviewer"], groups: ["ops"], users: ["ann"], narrowTo: ["ann"] };
const notifyOnly = { roles: ["rol_auditor"], groups: ["grp_leads"], users: ["mem_cy"] };
const rules = () => {
  const steps = [[{ ...requirement("Reviewers", approvers), notifyOnly: notifyOnly as never }]];
  return structuredClone(rulesOf({ steps, hoursToDecide: 72, hoursToUse: 0.5 })) as unknown as Data;
};

/** These rules with one value put, or (undefined) taken out, at `path`. */
function changed(path: Path, value: unknown): Data {
  const all = rules();
  const [last, ...before] = path.toReversed();
  const holder = before.reduceRight((at: Data, key) => at[key] as Data, all);
  if (value === undefined) delete holder[last as string];
  else holder[last as string] = value;
  return all;
}

/** "field: message" of everything that is wrong; empty when the rules can be read. */
const wrong = (data: unknown) =>
  (approvalRulesSchema.safeParse(data).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );

const step = ["steps", 0];
const first = [...step, "requirements", 0];

test("rules are read exactly as engine.md lists them", () => {
  expect(approvalRulesSchema.parse(rules())).toEqual(rules());
});

test.each<[Path]>([
  ...Object.keys(rulesOf()).map((key): [Path] => [[key]]),
  ...Object.keys(rulesOf().votes).map((key): [Path] => [["votes", key]]),
  ...["name", "requirements"].map((key): [Path] => [[...step, key]]),
  ...Object.keys(requirement("R", {})).map((key): [Path] => [[...first, key]]),
  ...Object.keys(approvers).map((key): [Path] => [[...first, "approvers", key]]),
  ...["roleId", "scope"].map((key): [Path] => [[...first, "approvers", "roles", 0, key]]),
  ...Object.keys(notifyOnly).map((key): [Path] => [[...first, "notifyOnly", key]]),
])("no field has a silent default: without %j they are refused", (path) => {
  expect(wrong(changed(path, undefined))).toEqual([expect.stringContaining(path.join("."))]);
});

test.each<[string, Path]>([
  ["the rules", ["extra"]],
  ["votes", ["votes", "extra"]],
  ["a step", [...step, "extra"]],
  ["a requirement", [...first, "extra"]],
  ["approvers", [...first, "approvers", "extra"]],
  ["a role", [...first, "approvers", "roles", 0, "extra"]],
  ["notifyOnly", [...first, "notifyOnly", "extra"]],
])("a field that nobody knows is refused in %s", (_, path) => {
  expect(wrong(changed(path, true))).toHaveLength(1);
});

describe("values", () => {
  const words: [Path, string[]][] = [
    [
      ["votes", "onExcess"],
      ["replace-oldest", "refuse"],
    ],
    [["comment"], ["optional", "on-reject", "required"]],
    [["grantUses"], ["once", "unlimited"]],
    [["whenSourceChanges"], ["keep", "supersede"]],
    [["onApproval"], ["unlock", "execute"]],
    [["whoMayCancel"], ["requester", "administrator", "both"]],
    [
      [...first, "approvers", "roles", 0, "scope"],
      ["organization", "project"],
    ],
  ];
  test.each(words)("%j is one of %j", (path, values) => {
    for (const value of values) expect(wrong(changed(path, value))).toEqual([]);
    for (const value of ["", "other", true]) expect(wrong(changed(path, value))).toHaveLength(1);
  });

  test.each<[Path, unknown[], unknown[]]>([
    ...["maxPerPrincipal", "maxPerPerson", "maxDirect", "maxDelegated"].map(
      (key): [Path, unknown[], unknown[]] => [
        ["votes", key],
        [0, 1, 1000],
        [-1, 1001, 1.5],
      ],
    ),
    ...["requiredApprovals", "requiredRejections"].map((key): [Path, unknown[], unknown[]] => [
      [...first, key],
      [1, 1000],
      [0, 1001, 1.5],
    ]),
    ...["hoursToDecide", "hoursToUse"].map((key): [Path, unknown[], unknown[]] => [
      [key],
      [null, 0.01, 87_600],
      [0, -1, 87_600.5],
    ]),
    [[...step, "name"], ["n".repeat(80)], ["", " ", "n".repeat(81)]],
    [[...first, "name"], ["n".repeat(80)], ["", " ", "n".repeat(81)]],
    [["steps"], [], [[]]],
    [[...step, "requirements"], [], [[]]],
    [[...first, "approvers", "narrowTo"], [null, []], []],
    [[...first, "approvers", "roles", 0, "roleId"], ["r"], [""]],
    [[...first, "approvers", "groups"], [[], ["g"]], [[""]]],
    [[...first, "approvers", "users"], [[], ["u"]], [[""]]],
    [[...first, "notifyOnly", "roles"], [[], ["r"]], [[""]]],
  ])("%j may be %j, not %j", (path, good, bad) => {
    for (const value of good) expect(wrong(changed(path, value))).toEqual([]);
    for (const value of bad) expect(wrong(changed(path, value))).toHaveLength(1);
  });

  test("names are kept without the blanks around them", () => {
    expect(approvalRulesSchema.parse(changed([...step, "name"], " Review ")).steps[0]?.name).toBe("Review");
  });

  test.each<[Path, unknown, string]>([
    [["steps"], [], "At least one step is needed."],
    [[...step, "requirements"], [], "A step needs a requirement."],
    [[...step, "name"], " ", "Give it a name."],
    [[...first, "requiredApprovals"], 0, "At least 1 is needed."],
    [[...first, "requiredApprovals"], 1.5, "Give a whole number of at least 1."],
    [["hoursToUse"], 0, "Give more than 0 hours, or leave it empty for no limit."],
  ])("%j as %j says what to do", (path, value, message) => {
    expect(wrong(changed(path, value))).toEqual([`${path.join(".")}: ${message}`]);
  });
});

test("a step that is not there is a defect, and says so", () => {
  expect(stepOf(rulesOf(), 0).name).toBe("Step 1");
  expect(() => stepOf(rulesOf(), 1)).toThrow("invariant: no step 1 in these rules");
});
