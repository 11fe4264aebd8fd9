import { invalidField } from "./refusal";

/** One page of a list. `nextCursor` is opaque and null on the last page. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface PageInput {
  /** How many at most, 1 to 100. */
  limit: number;
  cursor?: string | undefined;
}

type Key = readonly (string | number)[];

/**
 * Makes a page of rows that were read with `limit + 1`: the extra one says that there are more. `keyOf` is what the
 * list is ordered by, unique in it, so that the next page costs the same however deep it is.
 */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => Key): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? writeCursor(keyOf(last)) : null };
}

/** A list's place as it stands in an address. */
export function writeCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

type Shape = readonly ("string" | "number")[];
type KeyOf<S extends Shape> = { -readonly [I in keyof S]: S[I] extends "string" ? string : number };

/** The largest number that a list is ordered by: what the database calls an integer. */
const largest = 2_147_483_647;

/** The key that `pageOf` put into a cursor, or null when it is not a cursor of a list ordered like that. */
export function readCursor<const S extends Shape>(cursor: string, shape: S): KeyOf<S> | null {
  const key = parsed(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(key) || key.length !== shape.length) return null;
  const fits = key.every((part, index) =>
    shape[index] === "number"
      ? Number.isInteger(part) && part >= 0 && part <= largest
      : typeof part === "string" && !part.includes("\0"),
  );
  return fits ? (key as KeyOf<S>) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const badCursor = invalidField("cursor", "Give the nextCursor of the page before, or none");
