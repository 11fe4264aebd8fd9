import type { ReactNode } from "react";

export interface Field {
  label: string;
  value: ReactNode;
}

/** A labelled list: what it is, then its value. */
export function FieldList({ fields }: { fields: Field[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5 text-sm">
      {fields.map((field) => (
        <div key={field.label} className="contents">
          <dt className="text-muted">{field.label}</dt>
          <dd className="min-w-0 break-words">{field.value}</dd>
        </div>
      ))}
    </dl>
  );
}
