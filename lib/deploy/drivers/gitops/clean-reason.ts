/** What must not be read by people who see a deployment: secrets, and where things lie on this machine. */
export interface Hidden {
  secrets: readonly string[];
  paths: readonly { path: string; shownAs: string }[];
}

const translations: readonly [pattern: RegExp, sentence: string][] = [
  [
    /could not read (?:Username|Password)|Authentication failed|returned error: 40[13]|Permission denied \(|terminal prompts disabled/i,
    "The repository did not accept the credential.",
  ],
  [
    /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    "The server's host key is not the pinned one.",
  ],
  [/redirect/i, "The server redirects elsewhere; enter the address it redirects to."],
];

const noise =
  /^(?:hint:|warning: (?:filtering not recognized|redirecting)|Total |Enumerating|Counting|Compressing|Writing|Delta|To |Done$|fatal: could not read Username|fatal: could not read Password|$)/;

/**
 * git's own words, fit to be shown: one line, bounded, without credentials, local paths, colours and hints, preceded
 * by a sentence where we know what they mean.
 */
export function cleanReason(raw: string, hidden: Hidden): string {
  let text = raw;
  for (const secret of hidden.secrets) if (secret !== "") text = text.replaceAll(secret, "***");
  for (const { path, shownAs } of hidden.paths) if (path !== "") text = text.replaceAll(path, shownAs);
  text = text.replaceAll(/([a-z+]+:\/\/)[^\s/@]*@/gi, "$1");
  const lines = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are what this removes
    .replaceAll(/\x1b\[[0-9;?]*[A-Za-z]/g, "")
    .split(/[\r\n]+/)
    .map((line) => line.replaceAll(/[\p{Cc}\p{Cf}]/gu, " ").trim())
    .map((line) => line.replace(/^remote:\s*/, ""))
    .filter((line) => !noise.test(line));
  const said = [...new Set(lines)].join(" · ").slice(0, 500);
  const known = translations.find(([pattern]) => pattern.test(text));
  if (!known) return said === "" ? "git failed without saying why." : said;
  return said === "" ? known[1] : `${known[1]} (${said})`;
}
