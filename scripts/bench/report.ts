/** A line of the table: what was measured, beside what, and the ratio with what it must be. */
export interface Line {
  what: string;
  measured: string;
  beside: string;
  ratio: number;
  /** Undefined: only told. */
  atLeast?: number;
  atMost?: number;
}

export function isMissed({ ratio, atLeast = 0, atMost = Number.POSITIVE_INFINITY }: Line): boolean {
  return !(ratio >= atLeast && ratio <= atMost);
}

/** As Markdown, so that it can be kept. */
export function tableOf(lines: Line[]): string {
  const wanted = ({ atLeast, atMost }: Line) =>
    atLeast === undefined ? (atMost === undefined ? "" : `≤ ${atMost}`) : `≥ ${atLeast}`;
  const cells = lines.map((line) => [
    line.what,
    line.measured,
    line.beside,
    line.ratio.toFixed(2),
    isMissed(line) ? `**${wanted(line)}: missed**` : wanted(line),
  ]);
  const rows = [
    ["what", "measured", "beside", "ratio", "wanted"],
    ["---", "---", "---", "---", "---"],
    ...cells,
  ];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}
