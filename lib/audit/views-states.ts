import type { Queryable } from "@/db/client";
import type { approvalRequest } from "@/db/schema";
import type { RequestState } from "@/lib/approvals/core/request-state";
import { stateOf } from "@/lib/approvals/store-state";
import type { ChainEnd } from "./chain";
import { type RequestRange, votesAndUsesOf } from "./views-record";

/** What is stored of a request beside its events: their fold, and where its row says that they end. */
export interface StoredRequest {
  state: RequestState;
  end: ChainEnd;
}

/** By id. `rows` are all of the range. */
export async function storedRequests(
  db: Queryable,
  range: RequestRange,
  rows: (typeof approvalRequest.$inferSelect)[],
): Promise<Map<string, StoredRequest>> {
  const { votes, uses } = await votesAndUsesOf(db, range);
  return new Map(
    rows.map((row) => {
      const state = stateOf(row, { votes: [], uses: [] });
      const cast = (votes.get(row.id) ?? []).map(
        ({ organizationId: _, requestId: __, sequence: ___, ...vote }) => vote,
      );
      const used = (uses.get(row.id) ?? []).map(({ organizationId: _, requestId: __, ...use }) => use);
      return [
        row.id,
        {
          state: { ...state, votes: cast, uses: used },
          end: { sequence: row.lastSequence, hash: row.lastHash },
        },
      ];
    }),
  );
}
