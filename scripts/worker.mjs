import { run } from "./lib/run.mjs";

run("worker.ts", ["--import", "tsx"]);
