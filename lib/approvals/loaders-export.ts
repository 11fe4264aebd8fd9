import { z } from "zod";
import { database, type Queryable } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { csvLine } from "@/lib/kernel/csv";
import { ok, type Result } from "@/lib/kernel/result";
import { type ExportedRequest, exportColumns, exportedRequest } from "./exported-request";
import { type HistoryFilter, historyFilter } from "./input-list";
import { closedPage } from "./loaders-history";
import { listNamesOfVotes } from "./views";

export const historyExportInput = historyFilter.extend({ format: z.enum(["csv", "json"]) });

/** So many requests are in memory at a time, however many are exported. */
const batch = 200;

/** Everything that History shows the caller under these filters, as a file that is made while it is read. */
export async function loadHistoryExport(
  caller: Caller,
  { format, ...filter }: z.output<typeof historyExportInput>,
  db: Queryable = database(),
): Promise<Result<{ fileName: string; contentType: string; chunks: AsyncIterable<string> }>> {
  const requests = exported(db, caller, filter);
  const fileName = `${caller.organization.slug}-history.${format}`;
  return ok(
    format === "csv"
      ? { fileName, contentType: "text/csv; charset=utf-8", chunks: csvOf(requests) }
      : { fileName, contentType: "application/json", chunks: jsonOf(requests) },
  );
}

async function* exported(
  db: Queryable,
  caller: Caller,
  filter: HistoryFilter,
): AsyncGenerator<ExportedRequest[]> {
  let cursor: string | undefined;
  do {
    const page = await closedPage(db, caller, { filter, cursor, limit: batch });
    if (!page.ok) throw new Error(`invariant: a cursor of ours was refused: ${page.refusal.code}`);
    const { items } = page.value;
    const ids = items.map(({ state }) => state.id);
    const votes = await listNamesOfVotes(db, caller.organizationId, ids);
    const names = new Map(votes.map((vote) => [vote.voteId, vote.names]));
    yield items.map((request) => exportedRequest(request, names));
    cursor = page.value.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function* csvOf(batches: AsyncIterable<ExportedRequest[]>): AsyncGenerator<string> {
  yield csvLine(exportColumns);
  for await (const requests of batches)
    yield requests
      .map((request) =>
        csvLine(
          exportColumns.map((column) => (column === "votes" ? request.votes.join("; ") : request[column])),
        ),
      )
      .join("");
}

/** One array, a request a line. */
async function* jsonOf(batches: AsyncIterable<ExportedRequest[]>): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const requests of batches)
    for (const request of requests) {
      yield separator + JSON.stringify(request);
      separator = ",\n";
    }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}
