import type { CSSProperties, ReactNode } from "react";

interface StackingTableProps {
  caption: string;
  /** What each column is called. One that needs no name on the screen has it for assistive technology only. */
  columns: (string | { unseen: string | ReactNode })[];
  children: ReactNode;
}

/**
 * A list of up to fifty, or more. Below 768 px its cells stand below each other, led by their column's name: the table
 * says the names once, instead of each cell (theme.css).
 */
export function StackingTable({ caption, columns, children }: StackingTableProps) {
  const names = columns.map((column, index) => [
    `--column-${index + 1}`,
    typeof column === "string" ? JSON.stringify(column) : "none",
  ]);
  return (
    <table className="stacking-table is-named" style={Object.fromEntries(names) as CSSProperties}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns are never moved
            <th key={index} scope="col">
              {typeof column === "string" ? (
                column
              ) : typeof column.unseen === "string" ? (
                <span className="sr-only">{column.unseen}</span>
              ) : (
                column.unseen
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
