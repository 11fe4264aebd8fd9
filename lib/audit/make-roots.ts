import type { Database, Transaction } from "@/db/client";
import type { OrganizationId } from "@/lib/kernel/ids";
import { log } from "@/lib/log";
import { type ChainEnd, rootHash } from "./chain";
import { appendRoot, listHeads, listRootsDue, lockRoots, storeRootEnd } from "./store-roots";

/** A root names no more requests than this; the first of an old organization is several. */
const headsPerRoot = 1000;
/**
 * An event's id is made before its commit, by another machine's clock. Looking back this far behind the last root, in
 * milliseconds, finds those that were under way then; that some requests are named twice does no harm.
 */
const overlap = 3_600_000;

/**
 * Writes down, once an hour for every organization, where each of its chains ends (engine.md, rule 13). Said in the log
 * too: who keeps the log elsewhere can tell when roots themselves were cut off. Answers how many organizations.
 */
export async function makeRoots(db: Database, everyMinutes = 60): Promise<number> {
  let made = 0;
  for (const organizationId of await listRootsDue(db, everyMinutes)) {
    const end = await db.transaction((tx) => makeRootsOf(tx, organizationId, everyMinutes));
    if (!end) continue;
    log("info", "audit.root", { organization: organizationId, ...end });
    made += 1;
  }
  return made;
}

/** Answers where the chain of roots ends now; null when somebody else has seen to it. */
async function makeRootsOf(
  tx: Transaction,
  organizationId: OrganizationId,
  everyMinutes: number,
): Promise<ChainEnd | null> {
  const ends = await lockRoots(tx, organizationId, everyMinutes);
  if (!ends) return null;
  const { now: at, audit } = ends;
  const since = ends.before && new Date(ends.before.getTime() - overlap);
  let end = ends.root;
  let after: string | undefined = "";
  while (after !== undefined) {
    const heads = await listHeads(tx, organizationId, since, after, headsPerRoot);
    const root = { sequence: end.sequence + 1, previousHash: end.hash, at, heads };
    const hash = rootHash({ ...root, organization: organizationId, audit });
    const { sequence: auditSequence, hash: auditHash } = audit;
    await appendRoot(tx, { ...root, organizationId, auditSequence, auditHash, hash });
    end = { sequence: root.sequence, hash };
    after = heads.length === headsPerRoot ? heads.at(-1)?.[0] : undefined;
  }
  await storeRootEnd(tx, organizationId, end);
  return end;
}
