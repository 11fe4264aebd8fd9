/** Text of the document: what stands between backticks is code. */
export function RichText({ text }: { text: string }) {
  const parts = text.split("`");
  return parts.map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never move
      <code key={at} className="rounded-xs bg-surface-tertiary px-1 font-mono text-xs break-words">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
