import { expect, test } from "vitest";
import { explore } from "./testing/explore";
import { deepWorlds } from "./testing/worlds";

/** More than any of these has: none is left before it was walked through to the end. */
const most = 3_000_000;
let total = 0;

test.each(deepWorlds)("whatever is done in whatever order, to the very end: $name", (world) => {
  const { states, commands, complete } = explore(world, most);
  total += states;
  console.log(`${world.name}: ${states} distinct states, ${commands} commands`);
  expect(complete).toBe(true);
});

test("these are more than a million distinct states", () => {
  console.log(`${total} distinct states in all`);
  expect(total).toBeGreaterThan(1_000_000);
});
