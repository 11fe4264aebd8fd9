/** Addresses that are ours at the top level, or may become so. A test compares them with the folders of `app/`. */
const reserved: readonly string[] = [
  "_next",
  ".well-known",
  "account",
  "admin",
  "api",
  "demo",
  "docs",
  "help",
  "invitation",
  "new",
  "set-up",
  "sign-in",
  "sign-out",
  "static",
];

export function isReservedSlug(slug: string): boolean {
  return reserved.includes(slug);
}
