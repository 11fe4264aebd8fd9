"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Input } from "@heroui/react/input";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import type { DraftRow } from "./draft-rows";

interface EntryFieldsProps {
  rows: DraftRow[];
  onChange: (rows: DraftRow[]) => void;
  /** What was refused in a row, beside its field. */
  errorOf: (row: DraftRow, field: "key" | "text") => string | undefined;
}

interface FieldProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  /** A value may have lines. */
  lines?: number;
  placeholder?: string;
  isNew?: boolean;
}

function Field({ label, value, error, onChange, lines, placeholder, isNew = false }: FieldProps) {
  const own = { placeholder: placeholder ?? "", className: "w-full font-mono text-xs", spellCheck: false };
  return (
    <TextField
      aria-label={label}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      autoFocus={isNew}
      className="min-w-0"
    >
      {lines === undefined ? <Input {...own} /> : <TextArea {...own} rows={lines} />}
      <FieldError>{error}</FieldError>
    </TextField>
  );
}

function Row({ row, at, ...props }: EntryFieldsProps & { row: DraftRow; at: number }) {
  const change = (more: Partial<DraftRow>) =>
    props.onChange(props.rows.map((one) => (one.id === row.id ? { ...one, ...more } : one)));
  const name = row.key || `entry ${at + 1}`;
  const isSecret = row.kind === "secret";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_2.25rem] items-start gap-2 border-separator px-4 py-3 @lg:grid-cols-[minmax(8rem,2fr)_3fr_2.25rem] [&:not(:first-child)]:border-t">
      <Field
        label={`Key of ${name}`}
        value={row.key}
        placeholder="KEY"
        isNew={row.key === ""}
        error={props.errorOf(row, "key")}
        onChange={(key) => change({ key })}
      />
      <div className="col-start-1 flex min-w-0 items-start gap-2 @lg:col-start-2 *:flex-1">
        {isSecret ? (
          <KeyRound aria-hidden="true" className="mt-2.5 size-3.5 flex-none! shrink-0 text-muted" />
        ) : null}
        <Field
          label={`${isSecret ? "Secret reference" : "Value"} of ${name}`}
          value={row.text}
          placeholder={isSecret ? "path#key" : ""}
          error={props.errorOf(row, "text")}
          onChange={(text) => change({ text })}
          {...(isSecret ? {} : { lines: Math.min(6, row.text.split("\n").length) })}
        />
      </div>
      <Button
        isIconOnly
        variant="ghost"
        aria-label={`Remove ${name}`}
        className="col-start-2 row-start-1 @lg:col-start-3"
        onPress={() => props.onChange(props.rows.filter(({ id }) => id !== row.id))}
      >
        <Trash2 aria-hidden="true" />
      </Button>
    </li>
  );
}

/** A form's rows: a key, and its value or the reference to its secret. */
export function EntryFields(props: EntryFieldsProps) {
  const add = (kind: DraftRow["kind"]) => {
    const id = Math.max(-1, ...props.rows.map((row) => row.id)) + 1;
    props.onChange([...props.rows, { id, key: "", kind, text: "" }]);
  };
  return (
    <>
      <ul>
        {props.rows.map((row, at) => (
          <Row key={row.id} row={row} at={at} {...props} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 border-t border-separator px-4 py-3">
        <Button size="sm" variant="outline" onPress={() => add("value")}>
          <Plus aria-hidden="true" />
          Add a key
        </Button>
        <Button size="sm" variant="outline" onPress={() => add("secret")}>
          <KeyRound aria-hidden="true" />
          Add a secret reference
        </Button>
      </div>
    </>
  );
}
