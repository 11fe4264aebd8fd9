import { database } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type AuditEventView, type AuditFilter, auditEventsOf } from "./views";

type Asked = PageInput &
  Pick<AuditFilter, "type" | "actor"> & { from?: string | undefined; to?: string | undefined };

/** What administrators changed, newest first. Needs `audit.read`. */
export async function loadAuditEvents(caller: Caller, input: Asked): Promise<Result<Page<AuditEventView>>> {
  if (!callerMay(caller, "audit.read", "organization")) return refused(refusal("not_permitted"));
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["number"]);
  if (!before) return refused(badCursor);
  const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  const { type, actor, from, to } = input;
  const filter = { type, actor, from: instant(from), to: instant(to) };
  const window = { before: before[0], take: input.limit + 1 };
  const rows = await auditEventsOf(database(), caller.organizationId, filter, window);
  return ok(pageOf(rows, input.limit, ({ sequence }) => [sequence]));
}
