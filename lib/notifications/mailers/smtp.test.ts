import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { text as read } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, it, vi } from "vitest";
import { closeSmtpConnections, smtpConnection, smtpMailer } from "./smtp";

type Received = { from: string; to: string[]; user: string | undefined; headers: string; source: string };

const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  closeSmtpConnections();
  for (const each of close.splice(0)) await each();
});

/** A real server on a real socket; `options` say how it misbehaves. */
async function smtpServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onData: async (stream, session, done) => {
      const source = await read(stream);
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map(({ address }) => address),
        user: session.user,
        headers: source.slice(0, source.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " "),
        source,
      });
      done();
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  close.push(() => new Promise<void>((closed) => server.close(() => closed())));
  const sockets: Socket[] = [];
  server.server.on("connection", (socket) => sockets.push(socket));
  const hangUp = () => Promise.all(sockets.map((socket) => once(socket.destroy(), "close")));
  const { port } = server.server.address() as AddressInfo;
  return { port, received, hangUp, connectionCount: () => sockets.length };
}

const mail = {
  key: "eff_1",
  to: { name: "Rune Kvist", email: "rune@meridian.example" },
  subject: "Review: checkout #47 to Production (request 127)",
  html: "<p>Review</p>",
  text: "Review\n",
};

function mailer(port: number, options: { credentials?: string; timeoutMs?: number } = {}) {
  return smtpMailer({
    url: `smtp://${options.credentials ?? ""}127.0.0.1:${port}`,
    from: "Countersign <approvals@meridian.example>",
    messageIdHost: "countersign.meridian.example",
    timeoutMs: options.timeoutMs ?? 5000,
  });
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error("Not this one"), { responseCode });
}

it("delivers both versions to the one recipient, from the address that is set", async () => {
  const { port, received } = await smtpServer();
  await mailer(port).send(mail);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: "approvals@meridian.example", to: ["rune@meridian.example"] });
  expect(received[0]?.headers).toContain("To: Rune Kvist <rune@meridian.example>");
  expect(received[0]?.headers).toContain(`Subject: ${mail.subject}`);
  expect(received[0]?.headers).toContain("Auto-Submitted: auto-generated");
  expect(received[0]?.source).toContain("Content-Type: text/plain");
  expect(received[0]?.source).toContain("Content-Type: text/html");
});

it("gives a repeat the same Message-ID, and another key another", async () => {
  const { port, received } = await smtpServer();
  await mailer(port).send(mail);
  await mailer(port).send(mail);
  await mailer(port).send({ ...mail, key: "request.opened:2" });
  const ids = received.map(({ headers }) => /^Message-ID: (.*)$/m.exec(headers)?.[1]);
  expect(ids[0]).toBe("<eff_1@countersign.meridian.example>");
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).toMatch(/^<[0-9a-f]{64}@countersign\.meridian\.example>$/);
});

it("keeps its connections for the next mails, two at most", async () => {
  const { port, connectionCount } = await smtpServer();
  for (const key of ["eff_1", "eff_2", "eff_3", "eff_4", "eff_5"]) await mailer(port).send({ ...mail, key });
  await Promise.all(["eff_6", "eff_7", "eff_8"].map((key) => mailer(port).send({ ...mail, key })));
  expect(connectionCount()).toBeLessThanOrEqual(2);
});

it("connects again after the server has closed an idle connection", async () => {
  const { port, received, hangUp } = await smtpServer();
  await mailer(port).send(mail);
  await hangUp();
  // The hang-up may reach us while the next mail is on its way: then the job runner repeats it.
  await vi.waitFor(() => mailer(port).send({ ...mail, key: "eff_2" }));
  expect(received).toHaveLength(2);
});

it("signs in with the user and password of the URL", async () => {
  const { port, received } = await smtpServer({
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === "mailer@x" && password === "p:w/1"
        ? done(null, { user: username })
        : done(Object.assign(new Error("No"), { responseCode: 535 })),
  });
  await mailer(port, { credentials: "mailer%40x:p%3Aw%2F1@" }).send(mail);
  expect(received[0]?.user).toBe("mailer@x");
});

it("a refused password is the operator's to mend: retriable, and not in the message", async () => {
  const { port } = await smtpServer({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(Object.assign(new Error("No"), { responseCode: 535 })),
  });
  const sent = mailer(port, { credentials: "mailer:secret-password@" }).send(mail);
  await expect(sent).rejects.toMatchObject({ name: "MailError", retriable: true });
  await expect(sent).rejects.not.toThrow(/secret-password/);
});

it.each([
  ["recipient", 451, true],
  ["recipient", 550, false],
  ["sender", 550, true],
  ["content", 451, true],
  ["content", 554, false],
] as const)(
  "%s refused with %i: retriable is %s, and nothing is sent twice by itself",
  async (what, code, retriable) => {
    let attempts = 0;
    const refuse = (done: (error: Error) => void) => {
      attempts += 1;
      done(refusal(code));
    };
    const { port } = await smtpServer({
      ...(what === "recipient" && { onRcptTo: (_address, _session, done) => refuse(done) }),
      ...(what === "sender" && { onMailFrom: (_address, _session, done) => refuse(done) }),
      ...(what === "content" && {
        onData: (stream, _session, done) => {
          stream.resume();
          stream.on("end", () => refuse(done));
        },
      }),
    });
    await expect(mailer(port).send(mail)).rejects.toMatchObject({ name: "MailError", retriable });
    expect(attempts).toBe(1);
  },
);

it("nobody there: retriable", async () => {
  await expect(mailer(1).send(mail)).rejects.toMatchObject({ name: "MailError", retriable: true });
});

it("a server that says nothing: gives up after its time, retriable", async () => {
  const silent = createServer((socket) => void socket.on("error", () => undefined));
  await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
  close.push(() => new Promise((closed) => silent.close(closed)));
  const { port } = silent.address() as AddressInfo;
  const sent = mailer(port, { timeoutMs: 100 }).send(mail);
  await expect(sent).rejects.toMatchObject({ name: "MailError", retriable: true });
});

it("a name or subject cannot add a header or a recipient", async () => {
  const { port, received } = await smtpServer();
  const name = 'Rune" <evil@example.com>,\r\nBcc: evil@example.com\r\nX: ';
  await mailer(port).send({
    ...mail,
    to: { name, email: "rune@meridian.example" },
    subject: "Review\r\nBcc: evil@example.com\r\n\r\nBody",
  });
  expect(received[0]?.to).toEqual(["rune@meridian.example"]);
  expect(received[0]?.headers).not.toMatch(/^(Bcc|X):/m);
  expect(received[0]?.headers).toContain("Subject: Review Bcc: evil@example.com Body");
});

it.each([
  ["smtp://mail.example", { host: "mail.example", secure: false, requireTLS: false }],
  [
    "smtp://u:p@mail.example:2525",
    { port: 2525, secure: false, requireTLS: true, auth: { user: "u", pass: "p" } },
  ],
  ["smtp://u:p@mail.example?ignoreTLS=true", { requireTLS: false, ignoreTLS: true }],
  ["smtp://mail.example?requireTLS=true", { requireTLS: true }],
  ["smtp://u:p@127.0.0.1:1025", { port: 1025, requireTLS: false }],
  [
    "smtps://u%40x:p%3A1@[2001:db8::1]",
    { host: "2001:db8::1", secure: true, auth: { user: "u@x", pass: "p:1" } },
  ],
])("%s: a password goes to other machines only under TLS", (url, expected) => {
  expect(smtpConnection(url)).toMatchObject(expected);
});
