/** An address that may become a link: http or https. Null for everything else, however it came to be stored. */
export function webAddress(text: string | null): string | null {
  return text !== null && /^https?:\/\//iu.test(text) ? text : null;
}

/**
 * Where a commit can be read, made of the source link of the build it came with: forges name a commit in their addresses,
 * so the one that was built is exchanged for it. Null where the link names no commit.
 */
export function commitAddress(source: string | null, built: string, sha: string): string | null {
  const address = webAddress(source);
  return address?.includes(built) ? address.replace(built, sha) : null;
}

/** What changed from one commit to the built one, where the source link is of the form that GitHub, GitLab and Gitea have. */
export function compareAddress(source: string | null, built: string, from: string): string | null {
  const address = webAddress(source);
  const end = `/commit/${built}`;
  return address?.endsWith(end) && from !== built
    ? `${address.slice(0, -end.length)}/compare/${from}...${built}`
    : null;
}
