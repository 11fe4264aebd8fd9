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

test("an instant and its text are two values; what repeats is sent once where that is shorter, what all share apart", () => {
  const at = new Date(0);
  const rows = [at, at.toISOString(), at].map((value, number) => ({ number, at: value, project: "shop" }));
  expect(packRows<{ number: number; at: Date | string; project: string }>(rows)).toEqual({
    count: 3,
    same: { project: "shop" },
    columns: { number: { values: [0, 1, 2] }, at: { values: [at, at.toISOString()], places: [0, 1, 0] } },
  });
});
