import fc from "fast-check";

// What passes today passes tomorrow: `npm test` tries the same random cases every time, `npm run test:deep` new ones.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261121) });
