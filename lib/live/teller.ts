import type { Database } from "@/db/client";
import { callerOf } from "@/lib/auth/require-actor";
import type { Caller } from "@/lib/directory/caller";
import type { SessionId } from "@/lib/kernel/ids";
import { log } from "@/lib/log";
import type { LiveMessage } from "./core/messages";
import { mayBeTold } from "./may-be-told";
import type { Change } from "./views";

/** Milliseconds for which rights are believed that could not be read again. */
const believedFor = 3500;
/** So many things at once are one: everything. */
const many = 50;

export interface Viewer {
  sessionId: SessionId;
  /** The organization's, as the stream was asked for. */
  slug: string;
  /** As found when the stream was opened. */
  caller: Caller;
}

/**
 * Tells one viewer of changes. Before anything is said, session, membership and roles are read again, and so they are
 * whenever `look` is called: the first time that they do not hold, or cannot be read, is the end.
 */
export function makeTeller(
  db: Database,
  viewer: Viewer,
  { say, end }: { say: (message: LiveMessage) => void; end: () => void },
) {
  let { caller } = viewer;
  let believedAt = Date.now();
  let waiting: Change[] = [];
  let isWanted = false;
  let isWorking = false;
  let isOver = false;

  async function sayWhatWaits(): Promise<void> {
    const changes = waiting;
    waiting = [];
    const now = Date.now();
    const found = await callerOf(db, viewer.sessionId, viewer.slug);
    if (found.kind !== "caller" || found.caller.organizationId !== caller.organizationId) {
      isOver = true;
      say({ kind: "ended" });
      end();
      return;
    }
    if (rolesIn(found.caller) !== rolesIn(caller)) say({ kind: "resync" });
    caller = found.caller;
    believedAt = now;
    const messages = await mayBeTold(db, caller, changes);
    if (messages.length > many) say({ kind: "resync" });
    else messages.forEach(say);
  }

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      while (isWanted && !isOver) {
        isWanted = false;
        await sayWhatWaits();
      }
    } catch (error) {
      // The browser comes back, and then reads everything again.
      log("warn", "live stream ended", {}, error);
      isOver = true;
      end();
    }
    isWorking = false;
  }

  return {
    tell(changes: readonly Change[]): void {
      if (changes.length === 0) return;
      waiting.push(...changes);
      isWanted = true;
      void work();
    },
    look(): void {
      isWanted = true;
      if (Date.now() - believedAt > believedFor) end();
      else void work();
    },
  };
}

function rolesIn({ roles }: Caller): string {
  return roles
    .map((role) => JSON.stringify(role))
    .sort()
    .join();
}
