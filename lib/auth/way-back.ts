/**
 * A path of ours to return to after sign-in: `/` for everything else. Browsers read `//host` and `/\host` as another
 * host, drop tabs and newlines, and resolve `/..//host` to `//host`, so the path is judged after it was resolved.
 */
export function safePath(given: string | null | undefined): string {
  const base = "http://countersign.invalid";
  if (!given?.startsWith("/") || !URL.canParse(given, base)) return "/";
  const url = new URL(given, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}

/** The sign-in page, with the way back unless that is where one gets anyway. */
export function signInPath(wayBack: string): string {
  const path = safePath(wayBack);
  return path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
}
