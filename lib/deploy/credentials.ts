import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";

const tokenCredential = z.strictObject({
  kind: z.literal("token"),
  username: z
    .string()
    .regex(/^[^\s:\p{Cc}]{1,200}$/u, "A user name without spaces or colons")
    .default("x-access-token"),
  token: z.string().regex(/^[\x21-\x7e]{1,4096}$/, "Paste the token alone: one line, no spaces"),
});

const hostKeyLine = /^(?:[^\s@]\S* )?(?:ssh-|ecdsa-|sk-)[\w.@-]+ [A-Za-z0-9+/]+=*(?: [\x20-\x7e]*)?$/;

const sshCredential = z.strictObject({
  kind: z.literal("ssh-key"),
  privateKey: z
    .string()
    .max(32_768)
    .transform((text) => `${text.replaceAll("\r\n", "\n").trim()}\n`)
    .refine(
      (text) =>
        /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[\s\S]+\n-----END [A-Z ]*PRIVATE KEY-----\n$/.test(text),
      "Paste the whole private key, from its BEGIN line to its END line, without a passphrase",
    ),
  /** Lines of a known_hosts file, or keys alone (`ssh-ed25519 AAAA…`), which then count for the repository's host. */
  hostKey: z
    .string()
    .max(16_384)
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#")),
    )
    .refine(
      (lines) => lines.length > 0 && lines.every((line) => hostKeyLine.test(line)),
      "Paste the server's host key as ssh-keyscan prints it, for example: git.example.com ssh-ed25519 AAAA…",
    )
    .transform((lines) => lines.join("\n")),
});

/** What lets a driver in. Write-only: taken from people, sealed, handed to the driver, never shown again. */
export const driverCredentialSchema = z.discriminatedUnion("kind", [tokenCredential, sshCredential]);
export type DriverCredential = z.infer<typeof driverCredentialSchema>;

/** The row a sealed credential belongs to. It opens nowhere else, so a copied column is worthless. */
interface CredentialPlace {
  organizationId: string;
  environmentId: string;
}

function derive(key: string): { keyId: string; bytes: Buffer } {
  const bytes = Buffer.from(hkdfSync("sha256", key, "", "countersign/driver-credential/v1", 32));
  const keyId = createHash("sha256").update("key-id").update(bytes).digest("hex").slice(0, 8);
  return { keyId, bytes };
}

function boundTo(version: string, keyId: string, place: CredentialPlace): Buffer {
  return Buffer.from(JSON.stringify([version, keyId, place.organizationId, place.environmentId]));
}

/** AES-256-GCM with a random nonce: `v1.<key id>.<nonce>.<ciphertext and tag>`, all base64url. `key` is ENCRYPTION_KEY. */
export function sealCredential(key: string, place: CredentialPlace, credential: DriverCredential): string {
  const { keyId, bytes } = derive(key);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", bytes, nonce).setAAD(boundTo("v1", keyId, place));
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify(credential), "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `v1.${keyId}.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
}

/** Opens what `sealCredential` made for the same place. `unreadable` is a sentence for people, with nothing secret in it. */
export function openCredential(
  key: string,
  place: CredentialPlace,
  sealed: string,
): { credential: DriverCredential } | { unreadable: string } {
  const { keyId, bytes } = derive(key);
  const [version, sealedWith, nonce, body, ...rest] = sealed.split(".");
  if (version !== "v1" || !sealedWith || !nonce || !body || rest.length > 0) {
    return { unreadable: "The stored credential is not in a form this version knows. Enter it again." };
  }
  if (sealedWith !== keyId) {
    return { unreadable: "The stored credential was encrypted with another ENCRYPTION_KEY. Enter it again." };
  }
  try {
    const data = Buffer.from(body, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", bytes, Buffer.from(nonce, "base64url"), {
      authTagLength: 16,
    })
      .setAAD(boundTo(version, keyId, place))
      .setAuthTag(data.subarray(-16));
    const text = Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString("utf8");
    return { credential: driverCredentialSchema.parse(JSON.parse(text)) };
  } catch {
    // The cause may quote what was decrypted, so it is not carried on.
    return {
      unreadable: "The stored credential is damaged or belongs to another environment. Enter it again.",
    };
  }
}
