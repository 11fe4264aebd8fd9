import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text as read } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { resendMailer } from "./resend";

type Call = { method: string; path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> };
type Answer = { status: number; body: object } | "hang";

const accepted: Answer = { status: 200, body: { id: "49a3999c" } };
let server: Server;
let baseUrl: string;
let calls: Call[];
let answer: Answer;

beforeEach(async () => {
  calls = [];
  answer = accepted;
  server = createServer(async (request, response) => {
    const body = JSON.parse(await read(request));
    calls.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
    if (answer === "hang") return;
    response
      .writeHead(answer.status, { "Content-Type": "application/json" })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const mail = {
  key: "eff_1",
  to: { name: "Rune Kvist", email: "rune@meridian.example" },
  subject: "Review",
  html: "<p>Review</p>",
  text: "Review\n",
};

function mailer(timeoutMs?: number) {
  const settings = { apiKey: "re_test", baseUrl, from: "Countersign <approvals@meridian.example>" };
  return resendMailer(timeoutMs === undefined ? settings : { ...settings, timeoutMs });
}

it("posts the mail with its key, so that Resend takes a repeat once", async () => {
  await mailer().send(mail);
  await mailer().send(mail);
  expect(calls).toHaveLength(2);
  for (const { method, path, headers, body } of calls) {
    expect([method, path]).toEqual(["POST", "/emails"]);
    expect(headers["idempotency-key"]).toBe("eff_1");
    expect(headers.authorization).toBe("Bearer re_test");
    expect(body).toMatchObject({
      from: "Countersign <approvals@meridian.example>",
      to: '"Rune Kvist" <rune@meridian.example>',
      subject: "Review",
      html: "<p>Review</p>",
      text: "Review\n",
      headers: { "Auto-Submitted": "auto-generated" },
    });
  }
});

it("a name cannot add a recipient or a header", async () => {
  const name = 'Rune" <evil@example.com>, "\r\nBcc: x';
  await mailer().send({ ...mail, to: { name, email: "rune@meridian.example" }, subject: "a\r\nBcc: evil" });
  expect(calls[0]?.body).toMatchObject({
    to: '"Rune evil@example.com, Bcc: x" <rune@meridian.example>',
    subject: "a Bcc: evil",
  });
});

it.each([
  [401, "missing_api_key", true],
  [403, "invalid_api_key", true],
  [409, "concurrent_idempotent_requests", true],
  [429, "rate_limit_exceeded", true],
  [500, "internal_server_error", true],
  [503, "application_error", true],
  [409, "invalid_idempotent_request", false],
  [422, "validation_error", false],
])("%i %s: retriable is %s", async (statusCode, name, retriable) => {
  answer = { status: statusCode, body: { statusCode, name, message: "Because." } };
  await expect(mailer().send(mail)).rejects.toMatchObject({
    name: "MailError",
    retriable,
    message: `Resend: ${name}: Because.`,
  });
});

it("nobody there: retriable", async () => {
  await new Promise((closed) => server.close(closed));
  await expect(mailer().send(mail)).rejects.toMatchObject({ name: "MailError", retriable: true });
});

it("no answer: gives up after its time, retriable", async () => {
  answer = "hang";
  await expect(mailer(100).send(mail)).rejects.toMatchObject({ name: "MailError", retriable: true });
});
