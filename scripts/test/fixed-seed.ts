import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** How many times as many random cases as in `npm test` are tried. */
    times: number;
  }
}

// What passes today passes tomorrow: `npm test` tries the same random cases every time, `npm run test:deep` new ones.
fc.configureGlobal({
  seed: Number(process.env.FAST_CHECK_SEED ?? 20261121),
  // `npm run test:mutants` only asks whether a case fails: nobody reads the smallest one.
  endOnFailure: inject("times") < 1,
});
