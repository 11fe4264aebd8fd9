import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listFileMails, readFileMail } from "../read-file-mail";
import { fileMailer } from "./file";

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "countersign-mail-"));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

const mail = {
  key: "eff_1",
  to: { name: "Rune Kvist", email: "rune@meridian.example" },
  subject: "Review",
  html: "<p>Review</p>",
  text: "Review\n",
};

function mailerAt(at: string) {
  return fileMailer({ dataDirectory, now: () => new Date(at) });
}

it("keeps a mail whole, to be read back by its name", async () => {
  await mailerAt("2026-11-24T10:00:00Z").send(mail);
  expect(await readFileMail(dataDirectory, "eff_1")).toEqual({
    ...mail,
    name: "eff_1",
    at: "2026-11-24T10:00:00.000Z",
  });
});

it("takes a key exactly once: a repeat keeps the first mail", async () => {
  await mailerAt("2026-11-24T10:00:00Z").send(mail);
  await mailerAt("2026-11-24T11:00:00Z").send({ ...mail, subject: "Changed" });
  const mails = await listFileMails(dataDirectory);
  expect(mails.map(({ subject, at }) => [subject, at])).toEqual([["Review", "2026-11-24T10:00:00.000Z"]]);
});

it("takes a key exactly once when many send it at the same time, and leaves nothing else behind", async () => {
  await Promise.all(Array.from({ length: 20 }, () => mailerAt("2026-11-24T10:00:00Z").send(mail)));
  expect(await readdir(join(dataDirectory, "mail"))).toEqual(["eff_1.json"]);
});

it("lists the newest first, and only whole mails", async () => {
  await mailerAt("2026-11-24T10:00:00Z").send(mail);
  await mailerAt("2026-11-24T12:00:00Z").send({ ...mail, key: "request.opened/2" });
  await mailerAt("2026-11-24T11:00:00Z").send({ ...mail, key: "eff_3" });
  await writeFile(join(dataDirectory, "mail", ".eff_4.json.left-by-a-crash"), "{");
  const mails = await listFileMails(dataDirectory);
  expect(mails.map(({ key }) => key)).toEqual(["request.opened/2", "eff_3", "eff_1"]);
  expect(await readFileMail(dataDirectory, mails[0]?.name ?? "")).toEqual(mails[0]);
});

it("is empty before the first mail", async () => {
  expect(await listFileMails(dataDirectory)).toEqual([]);
  expect(await readFileMail(dataDirectory, "eff_1")).toBeNull();
});

it.each(["../secret", "..", "a/b", "", ".hidden", "a\u0000b"])(
  "a name cannot leave the folder: %j",
  async (name) => {
    await writeFile(join(dataDirectory, "secret.json"), "{}");
    expect(await readFileMail(dataDirectory, name)).toBeNull();
  },
);

it("puts no line break into a name or subject", async () => {
  await mailerAt("2026-11-24T10:00:00Z").send({
    ...mail,
    to: { ...mail.to, name: "R\r\nK" },
    subject: "a\nb",
  });
  expect(await readFileMail(dataDirectory, "eff_1")).toMatchObject({ to: { name: "R K" }, subject: "a b" });
});
