import { serverBuild } from "./build-id";

/** What a page tells its stream: when it was read, by the server's clock in milliseconds, and of which build it is. */
export function loadLiveStart(): { since: number; build: string } {
  return { since: Date.now(), build: serverBuild() };
}
