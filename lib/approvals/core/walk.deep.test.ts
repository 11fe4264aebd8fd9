import { afterAll, expect, test } from "vitest";
import { explore } from "./testing/explore";
import { deepWorlds } from "./testing/worlds";

let states = 0;

test.each(deepWorlds)("whatever is done in whatever order, to the end: $name", (world) => {
  const from = performance.now();
  const explored = explore(world, 250_000);
  states += explored.states;
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(
    `${world.name}: ${explored.states} states, ${explored.commands} commands, ${seconds} s ${[...explored.reached].join(", ")}`,
  );
  expect(explored.complete).toBe(true);
});

afterAll(() => console.log(`${states} distinct states`));
