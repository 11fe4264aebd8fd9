import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { api } from "../api";

/** The API on a port of its own, for tests that speak real HTTP to it. */
export async function serveApi(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = "GET", url = "/", headers } = incoming;
    const body = method === "GET" || chunks.length === 0 ? null : Buffer.concat(chunks);
    const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const sent = { method, headers: given, body, signal: gone.signal };
    const response = await api.fetch(new Request(`http://localhost${url}`, sent));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}/api/v1`, close };
}
