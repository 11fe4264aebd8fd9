import type { LiveMessage } from "./messages";

/**
 * Whether a page may show what a message is about. Requests change the count in every page's frame; a component only its
 * own pages, its project's, and those that are about no project.
 */
export function concerns(message: LiveMessage, pathname: string): boolean {
  if (message.kind !== "component") return true;
  const [, project, component] = /^\/[^/]+\/projects\/([^/]+)(?:\/components\/([^/]+))?/.exec(pathname) ?? [];
  return (
    (project === undefined || project === message.project) &&
    (component === undefined || component === message.component)
  );
}
