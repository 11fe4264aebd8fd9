import fc from "fast-check";
import { expect, test } from "vitest";
import { model } from "./core/testing/model";
import { playInCore } from "./testing/play-in-core";
import { plays } from "./testing/plays";

test("whatever is done, the core answers and tells what the plain model does", () => {
  const reached = new Map<string, number>();
  fc.assert(
    fc.property(plays, (play) => {
      const told = playInCore(play);
      const expected = model(play);
      told.forEach((one, index) => {
        expect(one, `after ${JSON.stringify(play.acts[index])}`).toEqual(expected[index]);
        for (const word of [one.answer, one.state, one.use]) reached.set(word, (reached.get(word) ?? 0) + 1);
      });
    }),
    { numRuns: 1000 },
  );
  console.log(Object.fromEntries(reached));
}, 120_000);
