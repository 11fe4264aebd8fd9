import { createLoader, createSerializer, parseAsString } from "nuqs/server";

const parameters = { cursor: parseAsString };
const query = createSerializer(parameters);

/** Where a list that begins with the newest goes on: it stands in the address. */
export const readCursor = createLoader(parameters);

/** The words that lead through such a list, and the addresses they lead to; null at its ends. */
export function newestFirst(here: string, cursor: string | null, nextCursor: string | null) {
  return {
    Newest: cursor === null ? null : here,
    Older: nextCursor === null ? null : `${here}${query({ cursor: nextCursor })}`,
  };
}
