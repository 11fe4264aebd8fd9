"use client";

import { Button } from "@heroui/react/button";
import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Panel } from "@/components/console/panel";
import { type ActionResult, errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import { ChangedMeanwhile } from "./changed-meanwhile";
import type { DraftRow } from "./draft-rows";
import { EntryFields } from "./entry-fields";
import { type CurrentConfiguration, useConfigurationDraft } from "./use-configuration-draft";

export type SaveConfigurationAction = (input: {
  project: string;
  component: string;
  environment: string;
  rows: Omit<DraftRow, "id">[];
  basedOn: string;
}) => Promise<ActionResult>;

interface ConfigurationEditorProps {
  subject: { organization: string; project: string; component: string };
  current: CurrentConfiguration;
  mayEdit: boolean;
  saveAction: SaveConfigurationAction;
  /** What stands here while nobody edits. */
  children: ReactNode;
}

/** The configuration of an environment, and its form. Saving makes a version and ships nothing. */
export function ConfigurationEditor({ subject, current, mayEdit, ...props }: ConfigurationEditorProps) {
  const { organization, project, component } = subject;
  const key = ["configuration", organization, project, component, current.slug].join("/");
  const { draft, begin, changeRows, rebase, discard } = useConfigurationDraft(key, current);
  const [submitted, setSubmitted] = useState<number[]>([]);
  const [hasEdited, setEdited] = useState(false);
  const { run, isPending, failure, clear } = useAction(props.saveAction, discard);
  const router = useRouter();
  const isOutdated = failure?.code === "configuration_changed";
  useEffect(() => {
    if (isOutdated) router.refresh();
  }, [isOutdated, router]);

  const title =
    current.version === null
      ? `Configuration in ${current.name}`
      : `Configuration v${current.version} in ${current.name}`;
  if (!draft) {
    const edit = (
      <Button
        size="sm"
        variant="outline"
        // After the form the focus comes back to where it began.
        autoFocus={hasEdited}
        onPress={() => {
          setEdited(true);
          begin();
        }}
      >
        <Pencil aria-hidden="true" />
        Edit
      </Button>
    );
    return (
      <Panel flush title={title} aside={mayEdit ? edit : null} className="@container">
        {props.children}
      </Panel>
    );
  }

  const { base, rows } = draft;
  const paths = rows.flatMap(({ id }) => {
    const at = submitted.indexOf(id);
    return at < 0 ? [] : [`rows.${at}.key`, `rows.${at}.text`];
  });
  const choose = (go: () => void) => () => {
    clear();
    go();
  };
  return (
    <form
      aria-label={`Edit the configuration in ${current.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(rows.map(({ id }) => id));
        const sent = rows.map(({ id: _, ...row }) => row);
        run({ project, component, environment: current.slug, rows: sent, basedOn: base.basedOn });
      }}
    >
      <Panel flush title={title} className="@container">
        {base.basedOn === current.basedOn ? null : (
          <ChangedMeanwhile
            base={base}
            current={current}
            onTakeTheirs={choose(begin)}
            onKeepMine={choose(rebase)}
          />
        )}
        <EntryFields
          rows={rows}
          onChange={changeRows}
          errorOf={({ id }, field) => {
            const at = submitted.indexOf(id);
            return at < 0 ? undefined : errorAt(failure, `rows.${at}.${field}`);
          }}
        />
        <div className="grid gap-3 border-t border-border px-4 py-3">
          <FormError failure={isOutdated ? null : failure} shownBeside={paths} />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-sm text-muted">Saving makes a version. {current.name} runs on as it is.</p>
            <div className="flex gap-2">
              <Button variant="secondary" isDisabled={isPending} onPress={choose(discard)}>
                Discard
              </Button>
              <SubmitButton isPending={isPending} pendingLabel="Saving…">
                Save
              </SubmitButton>
            </div>
          </div>
        </div>
      </Panel>
    </form>
  );
}
