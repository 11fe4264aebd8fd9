import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as it came in. */
export interface Received {
  id: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into messages of every shape
  message: any;
}

/** Answers a message: a status, or what to do with the response. */
type Reply = number | ((response: ServerResponse, received: Received) => void);

/** Somebody else's server, on this machine: keeps what it is sent, and answers 200 or what a test says. */
export async function startReceiver() {
  const received: Received[] = [];
  let reply: Reply = 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const one = {
      id: String(request.headers["webhook-id"]),
      path: request.url ?? "",
      headers: request.headers,
      body,
      message: JSON.parse(body),
    };
    received.push(one);
    if (typeof reply === "function") reply(response, one);
    else response.writeHead(reply).end("noted");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    answer: (next: Reply) => {
      reply = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
