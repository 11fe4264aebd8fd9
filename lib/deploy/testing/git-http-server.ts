import { spawn } from "node:child_process";
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface GitHttpServer {
  /** `http://127.0.0.1:<port>`; a repository is at `<url>/<folder below root>`. */
  url: string;
  close(): Promise<void>;
}

interface Options {
  /** The folder that holds bare repositories. */
  root: string;
  username: string;
  password: string;
}

function authorized(request: IncomingMessage, { username, password }: Options): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`);
  const given = Buffer.from(request.headers.authorization ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function cgiEnvironment(
  request: IncomingMessage,
  { root, username }: Options,
): Record<string, string | undefined> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const header = (name: string) => String(request.headers[name] ?? "");
  return {
    // biome-ignore lint/style/noProcessEnv: where git is; a server for tests is no part of the product
    PATH: process.env.PATH,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: "1",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: "uploadpack.allowFilter",
    GIT_CONFIG_VALUE_0: "true",
    GIT_CONFIG_KEY_1: "safe.directory",
    GIT_CONFIG_VALUE_1: "*",
    GIT_PROTOCOL: header("git-protocol"),
    REMOTE_USER: username,
    REMOTE_ADDR: "127.0.0.1",
    REQUEST_METHOD: request.method ?? "GET",
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: header("content-type"),
    HTTP_CONTENT_ENCODING: header("content-encoding"),
    ...(request.headers["content-length"] ? { CONTENT_LENGTH: header("content-length") } : {}),
  };
}

/** Turns a CGI answer (headers, empty line, body) into an HTTP one. */
function relay(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf("\r\n\r\n");
  const lines = output.subarray(0, Math.max(end, 0)).toString("latin1").split("\r\n");
  let status = end < 0 ? 500 : 200;
  for (const line of lines) {
    const [name = "", ...value] = line.split(": ");
    if (name === "Status") status = Number.parseInt(value.join(": "), 10);
    else if (name !== "") response.setHeader(name, value.join(": "));
  }
  response.writeHead(status).end(output.subarray(end + 4));
}

function serve(request: IncomingMessage, response: ServerResponse, options: Options): void {
  if (!authorized(request, options)) {
    response.writeHead(401, { "WWW-Authenticate": 'Basic realm="git"' }).end("Authentication required\n");
    return;
  }
  const backend = spawn("git", ["http-backend"], {
    env: cgiEnvironment(request, options) as NodeJS.ProcessEnv,
  });
  const chunks: Buffer[] = [];
  backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  backend.stdin.on("error", () => undefined);
  backend.once("error", () => response.writeHead(500).end());
  backend.once("close", () => relay(Buffer.concat(chunks), response));
  request.pipe(backend.stdin);
}

/** A real smart-http git server (git http-backend) on loopback that asks for one user and password. For tests. */
export async function startGitHttpServer(options: Options): Promise<GitHttpServer> {
  const server = createServer((request, response) => serve(request, response, options));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
