import { z } from "zod";
import { openText, type Seal, sealText } from "@/lib/kernel/sealed-text";

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

function sealOf(key: string, { organizationId, environmentId }: CredentialPlace): Seal {
  return { key, purpose: "countersign/driver-credential/v1", place: [organizationId, environmentId] };
}

/** Encrypts a credential for its place. `key` is ENCRYPTION_KEY. */
export function sealCredential(key: string, place: CredentialPlace, credential: DriverCredential): string {
  return sealText(sealOf(key, place), JSON.stringify(credential));
}

const unreadable = {
  form: "The stored credential is not in a form this version knows. Enter it again.",
  key: "The stored credential was encrypted with another ENCRYPTION_KEY. Enter it again.",
  damaged: "The stored credential is damaged or belongs to another environment. Enter it again.",
};

/** Opens what `sealCredential` made for the same place. `unreadable` is a sentence for people, with nothing secret in it. */
export function openCredential(
  key: string,
  place: CredentialPlace,
  sealed: string,
): { credential: DriverCredential } | { unreadable: string } {
  const opened = openText(sealOf(key, place), sealed);
  if ("unreadable" in opened) return { unreadable: unreadable[opened.unreadable] };
  return { credential: driverCredentialSchema.parse(JSON.parse(opened.text)) };
}
