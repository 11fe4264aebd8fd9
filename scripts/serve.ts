import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { straightToApi } from "./lib/straight-to-api.ts";

const port = Number(process.env.PORT || 3000);
const host = process.env.HOST || "0.0.0.0";

// Next would wait for every open stream, and end before the worker has put down its jobs.
process.env.NEXT_MANUAL_SIG_HANDLE = "1";

const app = next({ dev: false, dir: join(import.meta.dirname, ".."), hostname: "localhost", port });
const server = createServer();
await app.prepare();
server.on("request", straightToApi(app.getRequestHandler()));
server.listen(port, host);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void shutDown());

let shuttingDown = false;

/** The worker and the streams first (lib/shutdown), then requests under way, for a second; four in all. */
async function shutDown(): Promise<void> {
  if (shuttingDown) return;
  shuttingDown = true;
  setTimeout(() => process.exit(1), 3900).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  const closers = (globalThis as Record<symbol, unknown>)[Symbol.for("countersign.shutdown")] as
    | (() => Promise<void>)[]
    | undefined;
  await Promise.allSettled((closers ?? []).map((close) => close()));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 1000).unref();
  await closed;
  await app.close();
  process.exit(0);
}
