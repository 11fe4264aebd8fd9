import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/** What a sealed text belongs to. It opens nowhere else, so a copied column is worthless. */
export interface Seal {
  /** ENCRYPTION_KEY, or what stands for it. */
  key: string;
  /** What kind of secret, such as `countersign/driver-credential/v1`: no kind opens as another. */
  purpose: string;
  /** The ids of the row and its tenant. */
  place: readonly string[];
}

function derive({ key, purpose }: Seal): { keyId: string; bytes: Buffer } {
  const bytes = Buffer.from(hkdfSync("sha256", key, "", purpose, 32));
  const keyId = createHash("sha256").update("key-id").update(bytes).digest("hex").slice(0, 8);
  return { keyId, bytes };
}

function boundTo(version: string, keyId: string, place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([version, keyId, ...place]));
}

/** AES-256-GCM with a random nonce: `v1.<key id>.<nonce>.<ciphertext and tag>`, all base64url. */
export function sealText(seal: Seal, text: string): string {
  const { keyId, bytes } = derive(seal);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", bytes, nonce).setAAD(boundTo("v1", keyId, seal.place));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${keyId}.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
}

/** Opens what `sealText` made under the same seal; else says why not: another form, another key, or another place. */
export function openText(
  seal: Seal,
  sealed: string,
): { text: string } | { unreadable: "form" | "key" | "damaged" } {
  const { keyId, bytes } = derive(seal);
  const [version, sealedWith, nonce, body, ...rest] = sealed.split(".");
  if (version !== "v1" || !sealedWith || !nonce || !body || rest.length > 0) return { unreadable: "form" };
  if (sealedWith !== keyId) return { unreadable: "key" };
  try {
    const data = Buffer.from(body, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", bytes, Buffer.from(nonce, "base64url"), {
      authTagLength: 16,
    })
      .setAAD(boundTo(version, keyId, seal.place))
      .setAuthTag(data.subarray(-16));
    return {
      text: Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString("utf8"),
    };
  } catch {
    // The cause may quote what was decrypted, so it is not carried on.
    return { unreadable: "damaged" };
  }
}
