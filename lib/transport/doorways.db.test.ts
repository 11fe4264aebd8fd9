import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { useDatabase } from "@/db/testing/database";
import { signInIdentity } from "@/lib/auth/sign-in-identity";
import { startSession } from "@/lib/auth/start-session";
import { revokeSession } from "@/lib/auth/store-sessions";
import { createOrganization } from "@/lib/directory/create-organization";
import type { SessionId } from "@/lib/kernel/ids";
import { refusal } from "@/lib/kernel/refusal";
import { ok, refused } from "@/lib/kernel/result";
import { action } from "./action";
import { consoleRead } from "./console";
import { liveEvents } from "./events";

const browser = vi.hoisted(() => ({ session: null as string | null, refreshed: 0 }));
vi.mock("@/lib/auth/session-cookie", () => ({
  readSessionCookie: async () => browser.session,
  sessionSeconds: 60,
}));
vi.mock("next/cache", () => ({ refresh: () => browser.refreshed++ }));

const database = useDatabase();
let session: SessionId;

beforeAll(async () => {
  const email = "rune@meridian.example";
  for (const [slug, address] of [
    ["meridian", email],
    ["halden", "iris@halden.example"],
  ] as const) {
    await database.db.transaction((tx) =>
      createOrganization(tx, { slug, name: slug, administrator: { email: address, name: "Rune" } }),
    );
  }
  const rune = {
    issuer: "https://issuer.example",
    subject: "rune",
    email,
    emailVerified: true,
    name: "Rune",
  };
  session = await startSession(database.db, await signInIdentity(database.db, rune), null);
});

beforeEach(() => {
  browser.session = session;
  browser.refreshed = 0;
});

const input = z.strictObject({ name: z.string().min(1, "Give a name.") });
const greet = action({ input, run: async (_db, caller, { name }) => ok(`${caller.member.name}, ${name}`) });

test("an action runs as the member of that organization, and shows the page anew", async () => {
  expect(await greet("meridian", { name: "hello" })).toEqual({ ok: true, value: "Rune, hello" });
  expect(browser.refreshed).toBe(1);
});

test("an action in somebody else's organization, or in none, answers alike and does nothing", async () => {
  const answers = [await greet("halden", { name: "x" }), await greet("nowhere", { name: "x" })];
  expect(answers[0]).toMatchObject({ ok: false, code: "not_found" });
  expect(answers[1]).toEqual(answers[0]);
  expect(browser.refreshed).toBe(0);
});

test("what an action does not understand is said field by field", async () => {
  expect(await greet("meridian", { name: "", more: 1 } as never)).toMatchObject({
    code: "invalid_input",
    errors: [
      { path: "name", message: "Give a name." },
      { path: "more", message: "This field is not known." },
    ],
  });
});

test("an action says a refusal in a sentence, and a defect without what went wrong inside", async () => {
  const log = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const refuse = action({ input, run: async () => refused(refusal("workflow_disabled")) });
  expect(await refuse("meridian", { name: "x" })).toEqual({
    ok: false,
    code: "workflow_disabled",
    message: "This workflow is turned off. An administrator turns it on in Settings, Workflows.",
  });
  const broken = action({ input, run: () => Promise.reject(new Error("secret detail")) });
  const answer = await broken("meridian", { name: "x" });
  const lines = log.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("secret detail"));
  log.mockRestore();
  expect(answer).toMatchObject({ ok: false, code: "defect" });
  expect(JSON.stringify(answer)).not.toContain("secret detail");
  expect(lines).toHaveLength(1);
  expect(answer.ok || answer.message).toContain(JSON.parse(lines[0] ?? "{}").requestId);
});

test("the console's reads know who asks, and every answer stays out of caches", async () => {
  const get = consoleRead({ input: z.object({ q: z.string() }), load: async (_caller, { q }) => ok({ q }) });
  const ask = (organization: string, query: string) =>
    get(new Request(`http://localhost/api/console/x${query}`), { params: Promise.resolve({ organization }) });
  const answers = [await ask("meridian", "?q=a"), await ask("halden", "?q=a"), await ask("meridian", "")];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 422]);
  expect(await answers[0]?.json()).toEqual({ q: "a" });
  expect(answers.every(({ headers }) => headers.get("cache-control") === "no-store")).toBe(true);
});

test("the console asks by POST what is too long for an address, and what is no body of fields is refused", async () => {
  const post = consoleRead({ input: z.object({ q: z.string() }), load: async (_caller, { q }) => ok({ q }) });
  const ask = (body: string) =>
    post(new Request("http://localhost/api/console/x", { method: "POST", body }), {
      params: Promise.resolve({ organization: "meridian" }),
    });
  const q = "a".repeat(100_000);
  const answers = [await ask(JSON.stringify({ q })), await ask("{}"), await ask("null"), await ask("{")];
  expect(answers.map(({ status }) => status)).toEqual([200, 422, 422, 422]);
  expect(await answers[0]?.json()).toEqual({ q });
  expect((await ask(JSON.stringify({ q: "a".repeat(300_000) }))).status).toBe(422);
});

test("live updates are for members: a stream for them, nothing for others, and no proxy or cache keeps it", async () => {
  const ask = async (organization: string) => {
    const params = Promise.resolve({ organization });
    const response = await liveEvents(new Request("http://localhost/api/events/x"), { params });
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    return { status: response.status, headers: response.headers, first };
  };
  const stream = await ask("meridian");
  expect(stream.status).toBe(200);
  expect(stream.first).toMatch(/^id: \d+\ndata: \{"kind":"hello","build":".+"\}\n\n$/);
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  expect(stream.headers.get("cache-control")).toBe("no-store, no-transform");
  expect((await ask("halden")).status).toBe(404);
  expect((await ask("nowhere")).first).toBe((await ask("halden")).first);
  browser.session = null;
  expect((await ask("meridian")).status).toBe(401);
});

test("a revoked session is refused on its very next request", async () => {
  await revokeSession(database.db, session);
  expect(await greet("meridian", { name: "x" })).toMatchObject({ ok: false, code: "signed_out" });
  browser.session = null;
  expect(await greet("meridian", { name: "x" })).toMatchObject({ ok: false, code: "signed_out" });
});
