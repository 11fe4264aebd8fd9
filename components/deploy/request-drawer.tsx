"use client";

import { Button } from "@heroui/react/button";
import { Drawer } from "@heroui/react/drawer";
import { Lock } from "lucide-react";
import { useState } from "react";
import type { DeployActions, RequestDraftView } from "./deploy-views";
import { RequestForm } from "./request-form";
import { useStoredDraft } from "./stored-draft";

interface RequestDrawerProps {
  draft: RequestDraftView;
  draftKey: string;
  submitRequestAction: DeployActions["submitRequestAction"];
}

/** The button Request to Promote and its drawer Request Approval. Message and choice outlive a closed drawer. */
export function RequestDrawer({ draft, draftKey, submitRequestAction }: RequestDrawerProps) {
  const [isOpen, setOpen] = useState(false);
  const [message, changeMessage, forgetMessage] = useStoredDraft(draftKey);
  const [configuration, setConfiguration] = useState<"keep" | "copy">("keep");
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        onPress={() => setOpen(true)}
        aria-label={`Request to Promote to ${draft.to.name}`}
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
            <RequestForm
              draft={draft}
              message={message}
              onMessageChange={changeMessage}
              configuration={configuration}
              onConfigurationChange={setConfiguration}
              submitRequestAction={submitRequestAction}
              onSubmitted={() => {
                forgetMessage();
                setOpen(false);
              }}
            />
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </>
  );
}
