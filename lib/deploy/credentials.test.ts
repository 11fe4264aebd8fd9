import { expect, test } from "vitest";
import { driverCredentialSchema, openCredential, sealCredential } from "./credentials";

const key = "a key of at least thirty-two characters";
const place = { organizationId: "org_1", environmentId: "env_1" };
const credential = driverCredentialSchema.parse({ kind: "token", token: "s3cret-token" });

test("what was sealed opens again, in its place and with its key", () => {
  expect(openCredential(key, place, sealCredential(key, place, credential))).toEqual({ credential });
});

test("the sealed text tells nothing, and is another one every time", () => {
  const sealed = sealCredential(key, place, credential);
  expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
  expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("s3cret");
  expect(sealCredential(key, place, credential)).not.toBe(sealed);
});

test.each([
  { name: "another environment", as: { ...place, environmentId: "env_2" } },
  { name: "another organization", as: { ...place, organizationId: "org_2" } },
])("copied to $name it does not open", ({ as }) => {
  expect(openCredential(key, as, sealCredential(key, place, credential))).toEqual({
    unreadable: expect.stringContaining("belongs to another environment"),
  });
});

test("with another key it says which variable changed", () => {
  const sealed = sealCredential(key, place, credential);
  expect(openCredential(`${key}!`, place, sealed)).toEqual({
    unreadable: expect.stringContaining("ENCRYPTION_KEY"),
  });
});

test("any changed character, a cut tail or another form is refused without an exception", () => {
  const sealed = sealCredential(key, place, credential);
  for (let index = 0; index < sealed.length; index++) {
    const other = sealed[index] === "A" ? "B" : "A";
    const changed = `${sealed.slice(0, index)}${other}${sealed.slice(index + 1)}`;
    // The last character of base64url may hold unused bits; then the bytes are the same.
    if (
      Buffer.from(changed.split(".")[3] ?? "", "base64url").equals(
        Buffer.from(sealed.split(".")[3] ?? "", "base64url"),
      ) &&
      index === sealed.length - 1
    )
      continue;
    expect(openCredential(key, place, changed)).toHaveProperty("unreadable");
  }
  for (const odd of ["", "v1", "v2.a.b.c", sealed.slice(0, -8), `${sealed}.x`, "v1.00000000.AAAA.AAAA"]) {
    expect(openCredential(key, place, odd)).toHaveProperty("unreadable");
  }
});

const pem = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----";
const hostKey = "ssh-ed25519 AAAAC3Nz";

test("an ssh key and a host key are taken as people paste them", () => {
  const pasted = {
    kind: "ssh-key",
    privateKey: `\r\n${pem.replaceAll("\n", "\r\n")}\r\n`,
    hostKey: `# git\ngit.example.com ${hostKey}\n`,
  };
  const taken = driverCredentialSchema.parse(pasted);
  expect(taken).toEqual({ kind: "ssh-key", privateKey: `${pem}\n`, hostKey: `git.example.com ${hostKey}` });
  expect(driverCredentialSchema.parse(taken)).toEqual(taken);
});

test.each([
  { kind: "token", token: "two\nlines" },
  { kind: "token", token: "" },
  { kind: "token", token: "x", username: "a:b" },
  { kind: "token", token: "x", extra: 1 },
  { kind: "ssh-key", privateKey: "ssh-ed25519 AAAA", hostKey },
  { kind: "ssh-key", privateKey: pem, hostKey: "" },
  { kind: "ssh-key", privateKey: pem, hostKey: "@cert-authority * ssh-ed25519 AAAA" },
  { kind: "password", password: "x" },
])("refused: %j", (typed) => {
  expect(driverCredentialSchema.safeParse(typed).success).toBe(false);
});
