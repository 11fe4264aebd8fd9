interface SourceMap {
  sources: string[];
  mappings: string;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** How many characters of a file each source stands for, by its source map (ECMA-426). What names no source is left out. */
export function bytesBySource(code: string, { sources, mappings }: SourceMap): Map<string, number> {
  const bytes = new Map<string, number>();
  const lines = mappings.split(";");
  let source = 0;
  for (const [number, text] of code.split("\n").entries()) {
    const segments = (lines[number] ?? "").split(",").filter(Boolean).map(decode);
    let column = 0;
    for (const [index, [step = 0, next]] of segments.entries()) {
      column += step;
      const end = column + (segments[index + 1]?.[0] ?? text.length - column);
      if (next === undefined) continue;
      source += next;
      const name = sources[source] ?? "";
      bytes.set(name, (bytes.get(name) ?? 0) + end - column);
    }
  }
  return bytes;
}

/** A segment's numbers, each in base 64 with the lowest five bits first and the sign in the lowest of all. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = digits.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
