import { run } from "./lib/run.mjs";

run("demo/main.ts");
