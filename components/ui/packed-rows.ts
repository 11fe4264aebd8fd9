/** Rows of one kind on their way to a client component: column by column, so that names are sent once. */
export interface Packed<Row> {
  count: number;
  /** What is the same in all rows, where there are several. */
  same: Partial<Row>;
  columns: { [Name in keyof Row]?: Column };
}

/** A value for each row; or, where that is shorter, each different value once, and for each row its place in `values`. */
interface Column {
  values: unknown[];
  places?: number[];
}

/**
 * A page sends its rows as HTML and again as data for the browser: so short that fifty weigh little. All rows have the
 * same names.
 */
export function packRows<Row extends object>(rows: readonly Row[]): Packed<Row> {
  const packed: Packed<Row> = { count: rows.length, same: {}, columns: {} };
  for (const name of Object.keys(rows[0] ?? {}) as (keyof Row)[]) {
    const plain: Column = { values: rows.map((row) => row[name]) };
    const folded = fold(plain.values);
    if (rows.length > 1 && folded.values.length === 1) packed.same[name] = folded.values[0] as Row[keyof Row];
    else packed.columns[name] = lengthOf(folded) < lengthOf(plain) ? folded : plain;
  }
  return packed;
}

export function unpackRows<Row extends object>({ count, same, columns }: Packed<Row>): Row[] {
  const own = Object.entries<Column | undefined>(columns);
  return Array.from({ length: count }, (_, row) => {
    const values = own.map(([name, column]) => [name, column?.values[column.places?.[row] ?? row]]);
    return { ...same, ...Object.fromEntries(values) } as Row;
  });
}

function fold(all: readonly unknown[]): Column {
  const values: unknown[] = [];
  const known = new Map<string, number>();
  const places = all.map((value) => {
    // An instant and its text are not the same.
    const key = JSON.stringify([value, value instanceof Date]);
    const place = known.get(key) ?? values.push(value) - 1;
    known.set(key, place);
    return place;
  });
  return { values, places };
}

const lengthOf = (column: Column) => JSON.stringify(column).length;
