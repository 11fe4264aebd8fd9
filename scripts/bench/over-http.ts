import { Agent, request } from "node:http";
import { storeToken } from "@/lib/auth/create-token";
import { invariant } from "@/lib/kernel/invariant";
import { type Server, startServer } from "../../e2e/fixtures/server.ts";
import { ensureBuilt } from "../lib/build.ts";
import { onClose } from "../lib/closing.ts";
import type { BenchDatabase } from "./database.ts";
import { waitingRequests } from "./decisions.ts";
import { compare, rateOf } from "./measure.ts";
import type { Line } from "./report.ts";

const connections = 32;
const rounds = 7;
const atOnce = 600;

/**
 * A decision as a pipeline or a bot sends it, beside an answer that takes nothing but the server: `/api/health/live`, a
 * route handler that does nothing. The worker runs elsewhere.
 */
export async function benchOverHttp(database: BenchDatabase): Promise<Line[]> {
  await ensureBuilt(async (_, build) => build());
  const { caller } = await waitingRequests(database, (rounds + 1) * atOnce);
  const { token } = await database.db.transaction((tx) =>
    storeToken(tx, {
      organizationId: caller.organizationId,
      owner: caller.member.id,
      name: "bench",
      scopes: ["request.read", "decide"],
      expiresInDays: 1,
    }),
  );
  const env = { WORKER: "separate", API_REQUESTS_PER_MINUTE: "1000000" };
  const server = await startServer({ databaseUrl: database.url, env });
  onClose(() => server.stop());
  const send = senderTo(server, token);
  let next = 2;
  const decide = async () => {
    const status = await send("POST", `/api/v1/approval-requests/${next++}/votes`, '{"decision":"approve"}');
    invariant(status === 201, `every vote is taken, not answered with ${status}`);
  };
  const nothing = async () => {
    const status = await send("GET", "/api/health/live");
    invariant(status === 204, "the server is there");
  };
  const ours = () => rateOf(atOnce, connections, decide);
  const theirs = () => rateOf(atOnce, connections, nothing);
  await compare(1, ours, theirs);
  await database.owner.query("analyze");
  const result = await compare(rounds, ours, theirs);
  return [
    {
      what: `A decision over HTTP, ${connections} connections`,
      measured: `${Math.round(result.ours)}/s`,
      beside: `${Math.round(result.theirs)}/s of nothing`,
      ratio: result.ratio,
      atLeast: 0.5,
    },
  ];
}

type Send = (method: "GET" | "POST", path: string, body?: string) => Promise<number>;

/** Sends over connections that stay open, and answers the status. */
function senderTo({ url }: Server, token: string): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, { method, agent, headers }, (response) => {
        response
          .on("end", () => resolve(response.statusCode ?? 0))
          .on("error", reject)
          .resume();
      });
      sent.on("error", reject).end(body);
    });
}
