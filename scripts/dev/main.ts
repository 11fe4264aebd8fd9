import { start, stop } from "../lib/children.ts";
import { closeOnSignals, onClose } from "../lib/closing.ts";
import { startLocal } from "../lib/local.ts";
import { choosePort } from "../lib/ports.ts";
import { main } from "../lib/stages.ts";

await main(async () => {
  closeOnSignals();
  const host = process.env.HOST || "127.0.0.1";
  const port = await choosePort(host);
  const address = `http://localhost:${port}`;
  // With a database of one's own, everything else comes from the environment and .env too.
  const local = process.env.DATABASE_URL
    ? undefined
    : await startLocal({ reset: process.argv.includes("--reset") });
  const env = { ...local?.env, NEXTAUTH_URL: address, PORT: String(port), HOST: host, WORKER: "separate" };
  local?.announce(address);
  process.stdout.write(`\n${local?.lines.join("\n") ?? ""}\n\n`);
  const web = start("next", ["dev", "--port", String(port), "--hostname", host], { env });
  onClose(() => stop(web, 2));
  const worker = start("tsx", ["watch", "--clear-screen=false", "scripts/worker.ts"], { env });
  onClose(() => stop(worker, 2));
  web.once("exit", () => process.emit("SIGTERM"));
});
