import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { model } from "./core/testing/model";
import { playInCore } from "./testing/play-in-core";
import { playInDatabase } from "./testing/play-in-database";
import { plays } from "./testing/plays";

const database = useDatabase();

test("whatever is done, the write path, the core and the plain model answer and tell the same", async () => {
  await fc.assert(
    fc.asyncProperty(plays, async (play) => {
      const stored = await playInDatabase(database.db, play);
      const expected = model(play);
      for (const [index, act] of play.acts.entries())
        expect(stored[index], `after ${JSON.stringify(act)}`).toEqual(expected[index]);
      expect(playInCore(play)).toEqual(expected);
    }),
    { numRuns: 10 * inject("times") },
  );
});
