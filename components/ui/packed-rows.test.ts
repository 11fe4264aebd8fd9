import fc from "fast-check";
import { expect, test } from "vitest";
import { packRows, unpackRows } from "./packed-rows";

const row = fc.record({
  number: fc.integer(),
  name: fc.constantFrom("checkout", "cart", ""),
  at: fc.constantFrom(new Date(0), new Date(1), null),
  waitingFor: fc.array(fc.record({ name: fc.constantFrom("Reviewer", "Owner"), approvals: fc.nat(2) })),
});

test("what is packed is unpacked as it was", () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows);
    }),
  );
});

test("an instant and its text are two values; a value that repeats is sent once, one that all rows share apart", () => {
  const at = new Date(0);
  const rows = [at, at.toISOString(), at].map((value) => ({ at: value, project: "shop" }));
  expect(packRows<{ at: Date | string; project: string }>(rows)).toEqual({
    same: { project: "shop" },
    names: ["at"],
    values: [at, at.toISOString()],
    rows: [[0], [1], [0]],
  });
});
