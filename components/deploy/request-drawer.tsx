"use client";

import { Button } from "@heroui/react/button";
import { Drawer } from "@heroui/react/drawer";
import { Lock } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Notice } from "@/components/console/notice";
import { useStoredDraft } from "@/components/console/stored-draft";
import type { BoardContext, RequestDraftView, RequestKind } from "./deploy-views";
import type { ConfigurationWish } from "./request-configuration";
import { useFocusHome } from "./use-focus-home";
import { useOpenThenRefresh } from "./use-open-then-refresh";
import { useRequestDraft } from "./use-request-draft";

/** Loaded while the server reads what would change. */
const loadForm = () => import("./request-form").then(({ RequestForm }) => RequestForm);
const RequestForm = dynamic(loadForm, { loading: () => <Reading /> });

function Reading() {
  return (
    <Drawer.Body className="mt-4!">
      <p role="status" className="text-sm text-muted">
        Reading what would change and who would be asked…
      </p>
    </Drawer.Body>
  );
}

interface RequestDrawerProps extends Pick<BoardContext, "organization" | "subject"> {
  kind: RequestKind;
  from: { slug: string };
  to: { slug: string; name: string };
  /** The one build that can be asked for; left out, what runs in the source or another that is chosen. */
  build?: number;
  /** What the button says, and its name where that repeats on the page. */
  label: string;
  name: string;
  submitRequestAction: BoardContext["actions"]["submitRequestAction"];
}

/** What was chosen for another build may not be there for this one. */
function possible(wish: ConfigurationWish, { copy }: RequestDraftView): ConfigurationWish {
  return wish.choice === "copy" && !copy ? { ...wish, choice: "keep" } : wish;
}

/** A button and its drawer Request Approval. Message and choices outlive a closed drawer. */
export function RequestDrawer(props: RequestDrawerProps) {
  const { organization, subject, kind, from, to, submitRequestAction } = props;
  const [isOpen, setOpen] = useOpenThenRefresh();
  const button = useFocusHome<HTMLButtonElement>();
  const draftKey = [organization, subject.project, subject.component, to.slug, kind].join("/");
  const [message, changeMessage, forgetMessage] = useStoredDraft(draftKey);
  const [configuration, setConfiguration] = useState<ConfigurationWish>({ choice: "keep", rows: null });
  const [build, setBuild] = useState(props.build ?? null);
  const wanted = { ...subject, from: from.slug, to: to.slug, kind, build };
  const { loaded, isStale } = useRequestDraft(organization, wanted, isOpen);
  return (
    <>
      <Button
        ref={button}
        size="sm"
        variant={kind === "promote" ? "primary" : "outline"}
        onPress={() => {
          void loadForm();
          setOpen(true);
        }}
        aria-label={props.name}
      >
        <Lock aria-hidden="true" />
        {props.label}
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
                kind={kind}
                isStale={isStale}
                onBuildChange={setBuild}
                message={message}
                onMessageChange={changeMessage}
                configuration={possible(configuration, loaded.draft)}
                onConfigurationChange={setConfiguration}
                submitRequestAction={(input) => submitRequestAction({ ...subject, ...input })}
                onSubmitted={() => {
                  forgetMessage();
                  setOpen(false);
                }}
              />
            ) : loaded ? (
              <Drawer.Body className="mt-4!">
                <Notice
                  tone="error"
                  action={
                    build === null || props.build !== undefined ? null : (
                      <Button size="sm" variant="outline" onPress={() => setBuild(null)}>
                        What runs now
                      </Button>
                    )
                  }
                >
                  {loaded.problem}
                </Notice>
              </Drawer.Body>
            ) : (
              <Reading />
            )}
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </>
  );
}
