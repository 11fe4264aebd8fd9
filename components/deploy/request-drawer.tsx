"use client";

import { Button } from "@heroui/react/button";
import { Drawer } from "@heroui/react/drawer";
import { Lock } from "lucide-react";
import { useState } from "react";
import { Notice } from "@/components/console/notice";
import { useStoredDraft } from "@/components/ui/stored-draft";
import type { BoardContext } from "./deploy-views";
import { RequestForm } from "./request-form";
import { useOpenThenRefresh } from "./use-open-then-refresh";
import { useRequestDraft } from "./use-request-draft";

interface RequestDrawerProps extends Pick<BoardContext, "organization" | "subject"> {
  from: { slug: string };
  to: { slug: string; name: string };
  submitRequestAction: BoardContext["actions"]["submitRequestAction"];
}

/** The button Request to Promote and its drawer Request Approval. Message and choice outlive a closed drawer. */
export function RequestDrawer({ organization, subject, from, to, submitRequestAction }: RequestDrawerProps) {
  const [isOpen, setOpen] = useOpenThenRefresh();
  const draftKey = [organization, subject.project, subject.component, to.slug].join("/");
  const [message, changeMessage, forgetMessage] = useStoredDraft(draftKey);
  const [configuration, setConfiguration] = useState<"keep" | "copy">("keep");
  const loaded = useRequestDraft(organization, { ...subject, from: from.slug, to: to.slug }, isOpen);
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        onPress={() => setOpen(true)}
        aria-label={`Request to Promote to ${to.name}`}
      >
        <Lock aria-hidden="true" />
        Request to Promote
      </Button>
      <Drawer.Backdrop isOpen={isOpen} onOpenChange={setOpen}>
        <Drawer.Content placement="right">
          <Drawer.Dialog className="wide-drawer">
            <Drawer.CloseTrigger aria-label="Close" />
            <Drawer.Header>
              <Drawer.Heading>Request Approval</Drawer.Heading>
            </Drawer.Header>
            {loaded && "draft" in loaded ? (
              <RequestForm
                draft={loaded.draft}
                message={message}
                onMessageChange={changeMessage}
                configuration={loaded.draft.copy ? configuration : "keep"}
                onConfigurationChange={setConfiguration}
                submitRequestAction={(input) => submitRequestAction({ ...subject, ...input })}
                onSubmitted={() => {
                  forgetMessage();
                  setOpen(false);
                }}
              />
            ) : (
              <Drawer.Body className="mt-4!">
                {loaded ? (
                  <Notice tone="error">{loaded.problem}</Notice>
                ) : (
                  <p role="status" className="text-sm text-muted">
                    Reading what would change and who would be asked…
                  </p>
                )}
              </Drawer.Body>
            )}
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </>
  );
}
