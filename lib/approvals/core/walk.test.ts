import { expect, test } from "vitest";
import { explore } from "./testing/explore";
import { worlds } from "./testing/worlds";

/** The larger worlds, and all of each, are walked through by `npm run test:deep`. */
const most = 3000;

test.each(worlds)("whatever is done in whatever order, everything that must hold holds: $name", (world) => {
  const { reached, states, complete } = explore(world, most);
  expect(complete || states === most).toBe(true);
  expect([...reached]).toEqual(
    expect.arrayContaining(["approved running", "rejected none", "superseded none", "cancelled none"]),
  );
});
