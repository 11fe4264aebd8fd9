import type { FieldView } from "./fields";
import { RichText } from "./rich-text";

interface FieldTableProps {
  title: string;
  fields: FieldView[];
}

/** Fields with their types, those that lie within others moved to the right. */
export function FieldTable({ title, fields }: FieldTableProps) {
  if (fields.length === 0) return null;
  return (
    <div className="mt-4">
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <ul className="mt-1 border-t border-separator text-sm">
        {fields.map((field, at) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a document that does not change
            key={at}
            field={field}
          />
        ))}
      </ul>
    </div>
  );
}

const indents = ["", "pl-4", "pl-8", "pl-12", "pl-16"];

function FieldRow({ field }: { field: FieldView }) {
  const { name, depth, type, shapes, required, notes } = field;
  return (
    <li className="grid gap-x-4 border-b border-separator py-1.5 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]">
      <span className={`min-w-0 font-mono text-xs/5 break-words ${indents[Math.min(depth, 4)]}`}>
        {name}
        {required ? <span className="ml-2 font-sans text-2xs text-muted">required</span> : null}
      </span>
      <span className="min-w-0 break-words">
        <TypeText type={type} shapes={shapes} />
        {notes === "" ? null : (
          <span className="block text-xs text-muted">
            <RichText text={notes} />
          </span>
        )}
      </span>
    </li>
  );
}

/** A type in words, in which the names of shapes lead to their sections. */
export function TypeText({ type, shapes }: { type: string; shapes: string[] }) {
  const [shape] = shapes;
  if (shape === undefined) return type;
  const [before = "", ...after] = type.split(shape);
  return (
    <>
      {before}
      <a href={`#shape-${shape}`} className="text-accent underline underline-offset-2">
        {shape}
      </a>
      {after.join(shape)}
    </>
  );
}
