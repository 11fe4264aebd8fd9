import type { Queryable } from "@/db/client";
import type { OrganizationId } from "@/lib/kernel/ids";
import { type Change, listChanges } from "./views";

/** How far back, in milliseconds, a read goes beyond the last one. */
const overlap = {
  /** Somebody said that they committed: what was written is hardly older than that. */
  told: 2000,
  /** Longer than anything waits for a lock before it commits, and than clocks differ. */
  polled: 30_000,
};

/**
 * Answers every change once, although reads overlap: transactions commit later than they write. What it has answered it
 * remembers for as long as a read can find it again. One read at a time is the caller's to see to.
 */
export function changesReader(db: Queryable) {
  let known = new Set<string>();
  let readUntil = Date.now();
  return {
    /** What was written in the organization until now is not news. */
    async begin(organizationId: OrganizationId): Promise<void> {
      for (const { key } of await listChanges(db, [organizationId], overlap.polled)) known.add(key);
    },
    async read(organizations: OrganizationId[], why: keyof typeof overlap): Promise<Change[]> {
      const now = Date.now();
      const found = await listChanges(db, organizations, now - readUntil + overlap[why]);
      readUntil = now;
      const news = found.filter(({ key }) => !known.has(key));
      // The wide read finds all that any later one can find again.
      if (why === "polled") known = new Set(found.map(({ key }) => key));
      else for (const { key } of news) known.add(key);
      return news;
    },
  };
}
