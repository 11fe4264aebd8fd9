import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { encode } from "next-auth/jwt";
import { signInMember } from "@/db/testing/session";
import type { Caller } from "@/lib/directory/caller";
import { type Server, startServer } from "../../e2e/fixtures/server.ts";
import { onClose } from "../lib/closing.ts";
import type { BenchDatabase } from "./database.ts";

const secret = randomBytes(32).toString("base64");

/** A page as a browser gets it. */
export interface Opened {
  html: string;
  /** Milliseconds until the last byte was there. */
  took: number;
}

/** The production server on a database of the bench; the worker runs elsewhere. */
export async function startConsole(database: BenchDatabase): Promise<Server> {
  const env = { WORKER: "separate", NEXTAUTH_SECRET: secret };
  const server = await startServer({ databaseUrl: database.url, env });
  onClose(() => server.stop());
  return server;
}

/** The cookie of a browser in which a member is signed in. */
export async function cookieOf({ db }: BenchDatabase, member: Caller["member"]): Promise<string> {
  const token = await encode({ token: { sid: await signInMember(db, member) }, secret });
  return `next-auth.session-token=${token}`;
}

/** Opens a page by its address, uncompressed. */
export function open({ url }: Server, path: string, cookie: string): Promise<Opened> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { headers: { cookie, accept: "text/html" } }, (response) => {
      const chunks: Buffer[] = [];
      response
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("error", reject)
        .on("end", () => {
          if (response.statusCode !== 200) reject(new Error(`${path} answers ${response.statusCode}`));
          else resolve({ html: Buffer.concat(chunks).toString(), took: performance.now() - from });
        });
    });
    sent.on("error", reject).end();
  });
}
