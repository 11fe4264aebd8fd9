"use client";

import { Drawer } from "@heroui/react/drawer";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { ArrowRight } from "lucide-react";
import { CommitPanel } from "@/components/approvals/commit-panel";
import { ConfigurationDiff } from "@/components/approvals/configuration-diff";
import { CopyText } from "@/components/console/copy-text";
import { FieldList } from "@/components/console/field-list";
import { Notice } from "@/components/console/notice";
import { Panel } from "@/components/console/panel";
import { shortDigest } from "@/components/console/short-digest";
import { type ActionResult, errorAt } from "@/components/ui/action-result";
import { ChoiceField } from "@/components/ui/choice-field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import type { BoardSubject, DeployActions, RequestDraftView } from "./deploy-views";

type RequestInput = Omit<Parameters<DeployActions["submitRequestAction"]>[0], keyof BoardSubject>;

interface RequestFormProps {
  draft: RequestDraftView;
  message: string;
  onMessageChange: (message: string) => void;
  configuration: "keep" | "copy";
  onConfigurationChange: (configuration: "keep" | "copy") => void;
  submitRequestAction: (input: RequestInput) => Promise<ActionResult>;
  onSubmitted: () => void;
}

function Changes({ draft, configuration }: Pick<RequestFormProps, "draft" | "configuration">) {
  const { commits, liveBuild } = draft;
  const chosen = configuration === "copy" && draft.copy ? draft.copy : draft.keep;
  const changed = chosen.lines.filter((line) => line.kind !== "same").length;
  return (
    <>
      <CommitPanel
        commits={commits}
        build={draft.build}
        live={liveBuild}
        target={draft.to.name}
        level={3}
        open={4}
      />
      <Panel flush level={3} title={`Configuration ${chosen.version} in ${draft.to.name}`}>
        {changed > 0 ? (
          <ConfigurationDiff lines={chosen.lines} />
        ) : (
          <p className="px-4 py-3 text-sm text-muted">Stays as it is.</p>
        )}
      </Panel>
    </>
  );
}

function Summary({ draft }: { draft: RequestDraftView }) {
  return (
    <FieldList
      fields={[
        {
          label: "From, to",
          value: (
            <span className="inline-flex items-center gap-1.5">
              {draft.from.name} <ArrowRight role="img" aria-label="to" className="size-3.5 text-muted" />
              <strong className="font-medium">{draft.to.name}</strong>
            </span>
          ),
        },
        {
          label: "Build",
          value: (
            <>
              #{draft.build} <CopyText value={draft.digest} shown={shortDigest(draft.digest)} what="digest" />
            </>
          ),
        },
        {
          label: "Will be asked",
          value: draft.whoWillBeAsked.map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          )),
        },
      ]}
    />
  );
}

export function RequestForm(props: RequestFormProps) {
  const { draft, message, configuration } = props;
  const { run, isPending, failure } = useAction(props.submitRequestAction, props.onSubmitted);
  const messageError = errorAt(failure, "message");
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        run({ from: draft.from.slug, to: draft.to.slug, build: draft.build, configuration, message });
      }}
    >
      <Drawer.Body className="mt-4! grid auto-rows-max content-start gap-4">
        <Summary draft={draft} />
        {draft.warning ? <Notice tone="warning">{draft.warning}</Notice> : null}
        {draft.copy ? (
          <ChoiceField
            label="Configuration"
            value={configuration}
            choices={[
              { value: "keep", label: `Keep what ${draft.to.name} has` },
              { value: "copy", label: `Copy from ${draft.from.name}` },
            ]}
            onChange={props.onConfigurationChange}
            error={errorAt(failure, "configuration")}
          />
        ) : null}
        <Changes draft={draft} configuration={configuration} />
        <TextField
          name="message"
          value={message}
          onChange={props.onMessageChange}
          isInvalid={messageError !== undefined}
          validationBehavior="aria"
        >
          <Label>Message</Label>
          <TextArea rows={4} placeholder="What the approvers should know before they decide" />
          <FieldError>{messageError}</FieldError>
        </TextField>
      </Drawer.Body>
      <Drawer.Footer className="flex-col items-stretch gap-3 border-t border-border pt-4">
        <FormError failure={failure} shownBeside={["message", ...(draft.copy ? ["configuration"] : [])]} />
        <SubmitButton isPending={isPending} pendingLabel="Submitting…" fullWidth>
          Submit
        </SubmitButton>
      </Drawer.Footer>
    </form>
  );
}
