import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ensureBuilt } from "../lib/build.ts";
import { start, stop } from "../lib/children.ts";
import { closeOnSignals, onClose } from "../lib/closing.ts";
import { startLocal } from "../lib/local.ts";
import { choosePort } from "../lib/ports.ts";
import { main, Stop, stage } from "../lib/stages.ts";

await main(async () => {
  closeOnSignals();
  const host = process.env.HOST || "127.0.0.1";
  const port = await choosePort(host);
  const address = `http://localhost:${port}`;
  const local = await startLocal({ reset: process.argv.includes("--reset") });
  await ensureBuilt();
  const env = { ...local.env, NEXTAUTH_URL: address, PORT: String(port), HOST: host, NODE_ENV: "production" };
  await stage("Starting Countersign", () => serve(address, env, join(local.folder, "server.log")));
  local.announce(address);
  process.stdout.write(
    `\nCountersign runs at ${address}\n\n${local.lines.join("\n")}\n\nCtrl-C stops it; the data stays.\n`,
  );
});

/** Resolves when the server answers. Should it end later, so do we. */
async function serve(address: string, env: Record<string, string>, log: string): Promise<void> {
  const server = start("node", [join(import.meta.dirname, "..", "serve.ts")], { env, log });
  onClose(() => stop(server, 4));
  let ended = false;
  server.once("exit", () => {
    ended = true;
    process.emit("SIGTERM");
  });
  for (let waited = 0; waited < 300 && !ended; waited++) {
    if (await answers(address)) return;
    await pause(100);
  }
  const said = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(-20).join("\n") : "";
  throw new Stop(`The server did not start. The end of ${log}:\n${said}`);
}

async function answers(address: string): Promise<boolean> {
  return fetch(`${address}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
}
