"use client";

import { Drawer } from "@heroui/react/drawer";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { useState } from "react";
import { CommitPanel } from "@/components/approvals/commit-panel";
import { Notice } from "@/components/console/notice";
import { type ActionResult, errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import type { BoardSubject, DeployActions, RequestDraftView, RequestKind } from "./deploy-views";
import { type ConfigurationWish, editedOf, RequestConfiguration } from "./request-configuration";
import { RequestSummary } from "./request-summary";

type RequestInput = Omit<Parameters<DeployActions["submitRequestAction"]>[0], keyof BoardSubject>;

interface RequestFormProps {
  draft: RequestDraftView;
  kind: RequestKind;
  /** What is shown was read before, and is being read anew. */
  isStale: boolean;
  onBuildChange: (build: number) => void;
  message: string;
  onMessageChange: (message: string) => void;
  configuration: ConfigurationWish;
  onConfigurationChange: (configuration: ConfigurationWish) => void;
  submitRequestAction: (input: RequestInput) => Promise<ActionResult>;
  onSubmitted: () => void;
}

/** Any build that ran well in the source may be asked for (product.md, 2). */
function BuildChoice({ draft, onChange }: { draft: RequestDraftView; onChange: (build: number) => void }) {
  const options = draft.builds.map(({ number, title }) => ({
    id: String(number),
    name: title ? `#${number} ${title}` : `#${number}`,
  }));
  return (
    <SelectField
      label="Which build"
      value={String(draft.build)}
      options={options}
      onChange={(id) => onChange(Number(id))}
    />
  );
}

function Message({ message, onMessageChange, error }: MessageProps) {
  return (
    <TextField
      name="message"
      value={message}
      onChange={onMessageChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>Message</Label>
      <TextArea rows={4} placeholder="What the approvers should know before they decide" />
      <FieldError>{error}</FieldError>
    </TextField>
  );
}

type MessageProps = Pick<RequestFormProps, "message" | "onMessageChange"> & { error: string | undefined };

export function RequestForm(props: RequestFormProps) {
  const { draft, kind, message, configuration } = props;
  const { run, isPending, failure } = useAction(props.submitRequestAction, props.onSubmitted);
  const [submitted, setSubmitted] = useState<number[]>([]);
  const edited = editedOf(configuration, draft);
  const rowPaths = edited ? submitted.flatMap((_, at) => [`edited.rows.${at}`]) : [];

  function submit() {
    const { from, to, build } = draft;
    setSubmitted(configuration.rows?.map(({ id }) => id) ?? []);
    const chosen = configuration.choice === "copy" ? ("copy" as const) : ("keep" as const);
    const path = { from: from.slug, to: to.slug, build, kind };
    run({ ...path, configuration: chosen, ...(edited ? { edited } : {}), message });
  }

  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Drawer.Body className="mt-4! grid auto-rows-max content-start gap-4">
        <RequestSummary draft={draft} kind={kind} />
        {draft.builds.length > 1 ? <BuildChoice draft={draft} onChange={props.onBuildChange} /> : null}
        {props.isStale ? (
          <p role="status" className="text-sm text-muted">
            Reading what it would change now…
          </p>
        ) : null}
        {draft.warning ? <Notice tone="warning">{draft.warning}</Notice> : null}
        <CommitPanel
          commits={draft.commits}
          build={draft.build}
          live={draft.liveBuild}
          target={draft.to.name}
          level={3}
          open={4}
        />
        <RequestConfiguration
          draft={draft}
          kind={kind}
          wish={configuration}
          onChange={props.onConfigurationChange}
          error={errorAt(failure, "configuration")}
          errorOf={({ id }, field) => {
            const at = submitted.indexOf(id);
            return at < 0 ? undefined : errorAt(failure, `edited.rows.${at}.${field}`);
          }}
        />
        <Message
          message={message}
          onMessageChange={props.onMessageChange}
          error={errorAt(failure, "message")}
        />
      </Drawer.Body>
      <Drawer.Footer className="flex-col items-stretch gap-3 border-t border-border pt-4">
        <FormError failure={failure} shownBeside={["message", "configuration", ...rowPaths]} />
        <SubmitButton
          isPending={isPending || props.isStale}
          pendingLabel={isPending ? "Submitting…" : "Reading…"}
          fullWidth
        >
          Submit
        </SubmitButton>
      </Drawer.Footer>
    </form>
  );
}
