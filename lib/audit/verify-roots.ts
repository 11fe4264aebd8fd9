import type { Queryable } from "@/db/client";
import type { OrganizationId } from "@/lib/kernel/ids";
import { type ChainEnd, genesisHash, rootHash } from "./chain";
import type { Findings } from "./findings";
import { endMisfit, misfit } from "./fit";
import { auditEndBelow, type HeadFound, headsThatDiffer, rootsAfter } from "./views-record";

/** Each names up to a thousand requests. */
const rootsAtOnce = 20;

type Root = Awaited<ReturnType<typeof rootsAfter>>[number];

/** The chain of roots, up to where the organization's row says that it ends, and that what each of them names is still there. */
export async function verifyRoots(
  db: Queryable,
  organizationId: OrganizationId,
  row: ChainEnd,
  found: Findings,
): Promise<void> {
  let end: ChainEnd = { sequence: 0, hash: genesisHash };
  for (;;) {
    const roots: Root[] = await rootsAfter(db, organizationId, end.sequence, rootsAtOnce);
    for (const root of roots) {
      const { sequence, previousHash, at, heads, hash } = root;
      const audit = { sequence: root.auditSequence, hash: root.auditHash };
      const made = rootHash({ organization: organizationId, sequence, previousHash, at, audit, heads });
      found.report("roots", misfit("Root", end, root, made));
      if (made === hash) await verifyHeads(db, root, found);
      end = { sequence, hash };
    }
    found.checked.roots += roots.length;
    if (roots.length < rootsAtOnce) break;
  }
  found.report("roots", endMisfit("Root", end, row, "the organization"));
}

/** What a root names and what is there now. A chain that has a problem of its own is not named again. */
async function verifyHeads(db: Queryable, root: Root, found: Findings): Promise<void> {
  const { organizationId, heads } = root;
  const by = `root ${root.sequence} of ${root.at.toISOString()}`;
  for (const { request, number, ...head } of await headsThatDiffer(db, organizationId, heads))
    found.report(`request/${number ?? request}`, headMisfit(head, by));
  const { auditSequence: sequence, auditHash: hash } = root;
  if (sequence === 0) return;
  const there = await auditEndBelow(db, organizationId, sequence);
  found.report("organization", headMisfit({ sequence, hash, ...there }, by));
}

/** The end that a root names, beside the event with that number or the last before it. */
function headMisfit({ sequence, hash, last, found }: Omit<HeadFound, "request" | "number">, by: string) {
  if (found === null) return endMisfit("Event", { sequence: last, hash: "" }, { sequence, hash }, by);
  if (found === hash) return null;
  const message = `Event ${sequence} is not the one that ${by} names: it was written anew.`;
  return { sequence, kind: "changed" as const, message };
}
