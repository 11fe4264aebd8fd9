"use client";

import { ConfigurationDiff } from "@/components/approvals/configuration-diff";
import { type DraftRow, entriesOf, rowsOf } from "@/components/configuration/draft-rows";
import { EntryFields } from "@/components/configuration/entry-fields";
import { Panel } from "@/components/console/panel";
import { ChoiceField } from "@/components/ui/choice-field";
import { configurationLines } from "@/lib/deploy/core/diff";
import type { RequestDraftView, RequestKind } from "./deploy-views";

/** Which configuration the target gets (product.md, 3). The rows are kept also while another choice is looked at. */
export interface ConfigurationWish {
  choice: "keep" | "copy" | "edit";
  rows: DraftRow[] | null;
}

interface RequestConfigurationProps {
  draft: RequestDraftView;
  kind: RequestKind;
  wish: ConfigurationWish;
  onChange: (wish: ConfigurationWish) => void;
  error: string | undefined;
  errorOf: (row: DraftRow, field: "key" | "text") => string | undefined;
}

/** What of the wish is sent: the rows as they stand, and which keys of the target's are no longer among them. */
export function editedOf({ choice, rows }: ConfigurationWish, { entries }: RequestDraftView) {
  if (choice !== "edit" || rows === null) return null;
  const keys = rows.map(({ key }) => key);
  return {
    rows: rows.map(({ id: _, ...row }) => row),
    unset: Object.keys(entries.kept).filter((key) => !keys.includes(key)),
  };
}

/** Keeping means what was saved last: it may be newer than what runs, and then it changes something. */
function choicesFor({ from, to, keep: kept, copy }: RequestDraftView, kind: RequestKind) {
  const isSaved = kind === "configure" || kept.lines.some((line) => line.kind !== "same");
  const keep = isSaved ? `What was saved last for ${to.name}` : `Keep what ${to.name} has`;
  return [
    { value: "keep" as const, label: keep },
    ...(copy ? [{ value: "copy" as const, label: `Copy from ${from.name}` }] : []),
    { value: "edit" as const, label: "Edit" },
  ];
}

export function RequestConfiguration(props: RequestConfigurationProps) {
  const { draft, kind, wish, onChange } = props;
  const { live, kept } = draft.entries;
  const rows = wish.rows ?? rowsOf(kept);
  const isEdited = wish.choice === "edit";
  const offered = wish.choice === "copy" && draft.copy ? draft.copy : draft.keep;
  const lines = isEdited ? configurationLines(live, entriesOf(rows)) : offered.lines;
  const title = isEdited
    ? `Configuration in ${draft.to.name}, edited`
    : `Configuration ${offered.version} in ${draft.to.name}`;
  return (
    <>
      {kind === "rollback" ? null : (
        <ChoiceField
          label="Configuration"
          value={wish.choice}
          choices={choicesFor(draft, kind)}
          onChange={(choice) => onChange({ choice, rows })}
          error={props.error}
        />
      )}
      {isEdited ? (
        <div className="@container overflow-hidden rounded-panel border border-border bg-surface">
          <EntryFields
            rows={rows}
            onChange={(next) => onChange({ choice: "edit", rows: next })}
            errorOf={props.errorOf}
          />
        </div>
      ) : null}
      <Panel flush level={3} title={title}>
        {lines.some((line) => line.kind !== "same") ? (
          <ConfigurationDiff lines={lines} />
        ) : (
          <p className="px-4 py-3 text-sm text-muted">Stays as it is.</p>
        )}
      </Panel>
    </>
  );
}
