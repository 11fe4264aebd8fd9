const prefix = "sha256:";

/** A fingerprint as a list sends it, fifty times a page: the same 256 bits in base64url. */
export function shortFingerprint(fingerprint: string): string {
  const bytes = fingerprint.slice(prefix.length).match(/../g) ?? [];
  return btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16)))).replaceAll("=", "");
}

/** As the server knows it. */
export function wholeFingerprint(short: string): string {
  const bytes = [...atob(short)].map((character) => character.charCodeAt(0).toString(16).padStart(2, "0"));
  return prefix + bytes.join("");
}
