/** "sha256:4be1…77d0": enough to recognise. Show the whole digest in a title, or let it be copied. */
export function shortDigest(digest: string): string {
  const hash = digest.replace(/^sha256:/u, "");
  return `sha256:${hash.slice(0, 4)}…${hash.slice(-4)}`;
}
