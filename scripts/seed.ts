import { writeFileSync } from "node:fs";
import { databasePool } from "../db/client";
import { seedDemo } from "../db/seed";

const answer = process.argv[2];
if (!answer) throw new Error("usage: tsx scripts/seed.ts <file for what it says>");
const { lines } = await seedDemo();
writeFileSync(answer, JSON.stringify({ lines }), { mode: 0o600 });
await databasePool().end();
