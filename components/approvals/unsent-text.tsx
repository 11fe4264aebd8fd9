/** What somebody typed and can send no more: it stays to be copied. */
export function UnsentText({ text, what }: { text: string; what: string }) {
  if (text.trim() === "") return null;
  return (
    <div className="rounded-lg border border-border bg-surface px-3 py-2.5 text-sm">
      <p className="text-muted">Your {what} was not sent:</p>
      <p className="mt-0.5 break-words whitespace-pre-line select-all">{text}</p>
    </div>
  );
}
