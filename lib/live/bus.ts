import { database } from "@/db/client";
import { env } from "@/lib/env";
import { onCommit } from "@/lib/jobs/wake";
import type { OrganizationId } from "@/lib/kernel/ids";
import { log } from "@/lib/log";
import { onShutdown } from "@/lib/shutdown";
import { changesReader } from "./changes-reader";
import { listenToOthers } from "./store-channel";
import type { Change } from "./views";

/** In milliseconds: what is committed together is read together; what nobody said is found by asking anyway. */
const together = 5;
const pollEvery = 5000;

/** An open stream, as the bus knows it. */
export interface Subscriber {
  organizationId: OrganizationId;
  told(changes: Change[]): void;
  /** The server stops. */
  end(): void;
}

type Streams = Map<OrganizationId, Set<Subscriber>>;
type Bus = ReturnType<typeof makeBus>;
const key = Symbol.for("countersign.live");

/** The process's one bus. A module is three instances in the production server, so it lives on globalThis. */
export function liveBus(): Bus {
  const holder = globalThis as { [key]?: Bus };
  if (!holder[key]) {
    holder[key] = makeBus();
    onShutdown(holder[key].end);
  }
  return holder[key];
}

/** Who listens, by organization. It watches the database while anybody does. */
function makeBus() {
  const streams: Streams = new Map();
  let count = 0;
  let watch: ReturnType<typeof watchChanges> | undefined;
  return {
    /** `subscriber` is told of everything that is committed after this has resolved. */
    async join(subscriber: Subscriber): Promise<void> {
      count += 1;
      watch ??= watchChanges(streams);
      await watch.begin(subscriber);
    },
    /** Once for each `join`. */
    leave(subscriber: Subscriber): void {
      count -= 1;
      const { organizationId } = subscriber;
      const all = streams.get(organizationId);
      all?.delete(subscriber);
      if (all?.size === 0) streams.delete(organizationId);
      if (count > 0) return;
      watch?.stop();
      watch = undefined;
    },
    async end(): Promise<void> {
      for (const all of [...streams.values()]) for (const subscriber of [...all]) subscriber.end();
    },
  };
}

/**
 * Reads what changed, once for all streams, and tells each what is of its organization: woken by commits of this process
 * and by what others say, and every five seconds. Reads follow one another.
 */
function watchChanges(streams: Streams) {
  const reader = changesReader(database());
  let queue: Promise<unknown> = Promise.resolve();
  const next = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  };
  const read = async (why: "told" | "polled") => {
    if (streams.size === 0) return;
    const news = await reader.read([...streams.keys()], why);
    for (const [organizationId, changes] of Map.groupBy(news, (change) => change.organizationId))
      for (const subscriber of streams.get(organizationId) ?? []) subscriber.told(changes);
  };
  let timer: NodeJS.Timeout | undefined;
  const readNext = (why: "told" | "polled") =>
    next(() => read(why)).catch((error) => log("warn", "changes not read", {}, error));
  const soon = () => {
    // Until its turn has come, whatever else is committed is read with it.
    timer ??= setTimeout(async () => {
      await queue;
      timer = undefined;
      await readNext("told");
    }, together);
  };
  const forgetCommits = onCommit(soon);
  const others = listenToOthers(env().DATABASE_URL, soon);
  const poll = setInterval(() => void readNext("polled"), pollEvery);
  return {
    begin: (subscriber: Subscriber) =>
      next(async () => {
        const { organizationId } = subscriber;
        if (!streams.has(organizationId)) await reader.begin(organizationId);
        const all = streams.get(organizationId) ?? new Set();
        streams.set(organizationId, all.add(subscriber));
      }),
    stop() {
      forgetCommits();
      clearInterval(poll);
      clearTimeout(timer);
      void others.close();
    },
  };
}
