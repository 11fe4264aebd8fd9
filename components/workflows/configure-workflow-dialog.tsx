"use client";

import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { FormError } from "@/components/ui/form-error";
import { ReasonField } from "@/components/ui/reason-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import { requiredApprovalsProblem } from "@/lib/workflows/core/required-approvals";
import { DifferenceNotice } from "./difference-notice";
import { UngatingEffects } from "./ungating-effects";
import { WorkflowFields, workflowFieldPaths } from "./workflow-fields";
import type { WorkflowActions, WorkflowOptions, WorkflowRowView } from "./workflow-views";

interface ConfigureWorkflowDialogProps {
  workflow: WorkflowRowView;
  options: WorkflowOptions;
  whoCouldApproveHref: string;
  /** Where the profiles' pages are. */
  profilesHref: string;
  saveWorkflowAction: WorkflowActions["saveWorkflowAction"];
  onClose: () => void;
}

function Title({ workflow }: { workflow: WorkflowRowView }) {
  return (
    <>
      <Modal.CloseTrigger aria-label="Close" />
      <Modal.Header className="gap-1">
        <Modal.Heading>Configure Workflow</Modal.Heading>
        <p className="text-sm text-muted">{workflow.name}</p>
      </Modal.Header>
    </>
  );
}

/** The workflow is on only after Save; Cancel and Escape leave it as it was. */
export function ConfigureWorkflowDialog(props: ConfigureWorkflowDialogProps) {
  const { workflow, options, onClose } = props;
  const router = useRouter();
  const [settings, setSettings] = useState(workflow.settings);
  const [base, setBase] = useState({ basedOn: workflow.basedOn, settings: workflow.settings });
  const { run, isPending, failure, clear } = useAction(props.saveWorkflowAction, onClose);
  const [reason, setReason] = useState("");
  const isOutdated = failure?.code === "profile_changed";
  const isFresh = workflow.basedOn !== base.basedOn;
  const ungates = settings.targets === "critical" ? workflow.narrow : null;
  // The sentence stands beside the field; it is not sent as another number than was typed.
  const cannotBeSaved =
    !workflow.rulesInWords && requiredApprovalsProblem(settings.requiredApprovals) !== undefined;
  const needsReason = ungates !== null && ungates.ungates.length > 0;

  // Somebody else saved first: fetch what is true now, so that the difference can be shown.
  useEffect(() => {
    if (isOutdated) router.refresh();
  }, [isOutdated, router]);

  function continueFrom(mine: boolean) {
    setBase({ basedOn: workflow.basedOn, settings: workflow.settings });
    if (!mine) setSettings(workflow.settings);
    clear();
  }

  return (
    <Modal.Backdrop
      isOpen
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onClose())}
      isDismissable={false}
    >
      <Modal.Container size="lg">
        <Modal.Dialog>
          <Title workflow={workflow} />
          <form
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              if (cannotBeSaved) return;
              const { targets, ...rules } = settings;
              run({
                workflow: workflow.slug,
                ...(workflow.action ? { action: workflow.action } : {}),
                ...(targets ? { targets } : {}),
                // Rules that say more than these fields are left as they are.
                ...(workflow.rulesInWords ? {} : rules),
                ...(base.basedOn === null ? {} : { basedOn: base.basedOn }),
                ...(needsReason ? { reason } : {}),
              });
            }}
          >
            <Modal.Body className="mt-4! grid auto-rows-max content-start gap-5">
              {isOutdated && isFresh ? (
                <DifferenceNotice
                  before={base.settings}
                  now={workflow.settings}
                  mine={settings}
                  options={options}
                  onTakeTheirs={() => continueFrom(false)}
                  onKeepMine={() => continueFrom(true)}
                />
              ) : null}
              <WorkflowFields
                settings={settings}
                onChange={setSettings}
                options={options}
                rulesInWords={workflow.rulesInWords}
                whoCouldApproveHref={props.whoCouldApproveHref}
                failure={failure}
                afterTargets={
                  needsReason ? (
                    <>
                      <UngatingEffects effects={ungates} />
                      <ReasonField value={reason} onChange={setReason} failure={failure} />
                    </>
                  ) : null
                }
              />
            </Modal.Body>
            <Modal.Footer className="flex-wrap">
              <div className="mb-1 w-full empty:hidden">
                {isOutdated && isFresh ? null : (
                  <FormError failure={failure} shownBeside={workflowFieldPaths} />
                )}
              </div>
              {workflow.profileId ? (
                <AppLink
                  href={`${props.profilesHref}/${workflow.profileId}`}
                  className="mr-auto py-1 text-sm underline underline-offset-4"
                >
                  More rules
                </AppLink>
              ) : null}
              <Button variant="secondary" onPress={onClose} isDisabled={isPending}>
                Cancel
              </Button>
              <SubmitButton isPending={isPending} pendingLabel="Saving…">
                Save
              </SubmitButton>
            </Modal.Footer>
          </form>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
