export interface ConfigurationLine {
  kind: "same" | "removed" | "added";
  key: string;
  /** As stored: a value, or a reference ("secret:payments/gateway#v5") that is never resolved. */
  value: string;
}

const looks = {
  same: { row: "text-muted", sign: " ", word: "" },
  removed: { row: "bg-danger-soft", sign: "-", word: "removed " },
  added: { row: "bg-success-soft", sign: "+", word: "added " },
} as const;

/** Line by line, sign before colour. */
export function ConfigurationDiff({ lines }: { lines: ConfigurationLine[] }) {
  return (
    <ul className="py-2 font-mono text-xs leading-6">
      {lines.map((line) => {
        const look = looks[line.kind];
        return (
          <li key={`${line.kind} ${line.key}`} className={`flex gap-2 px-4 ${look.row}`}>
            <span aria-hidden="true" className="w-2 shrink-0 whitespace-pre select-none">
              {look.sign}
            </span>
            <span className="min-w-0 break-all">
              <span className="sr-only">{look.word}</span>
              {line.key}={line.value}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
