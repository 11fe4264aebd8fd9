"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { ActionFailure } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { CheckPanel } from "./check-panel";
import type { RulesCheck } from "./use-rules-check";

interface EditorLayoutProps {
  onSubmit: () => void;
  rules: ApprovalRules;
  check: RulesCheck;
  /** What Save will do, or has done. */
  saving: ReactNode;
  /** What the last Save was refused with, whatever has been corrected since. */
  refused: ActionFailure | null;
  /** What of it still holds. */
  failure: ActionFailure | null;
  isPending: boolean;
  saveLabel: string;
  pendingLabel: string;
  children: ReactNode;
  /** Beside or below the fields, and not of the form. */
  after?: ReactNode;
}

/** Left what is typed; right what it would mean, and Save. On a phone Save sticks to the bottom edge. */
export function EditorLayout(props: EditorLayoutProps) {
  const { onSubmit, check, refused, failure, isPending, children } = props;
  const form = useRef<HTMLFormElement>(null);

  // What was refused is said beside its field, which may be far away from Save. Nothing moves under who types on.
  useEffect(() => {
    if (!refused?.errors) return;
    const wrong = form.current?.querySelector('[data-invalid="true"], [aria-invalid="true"]');
    wrong?.scrollIntoView({ block: "center" });
  }, [refused]);

  return (
    <div className="@container">
      <form
        ref={form}
        noValidate
        className="grid gap-5 @4xl:grid-cols-[minmax(0,1fr)_20rem] @4xl:items-start"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <div className="@container grid min-w-0 gap-6">{children}</div>
        <div className="contents min-w-0 gap-4 @4xl:sticky @4xl:top-16 @4xl:grid">
          <CheckPanel check={check} rules={props.rules} />
          <div className="sticky bottom-0 z-10 order-last -mx-4 grid gap-2.5 border-t border-border bg-surface px-4 py-3 @4xl:static @4xl:order-none @4xl:mx-0 @4xl:rounded-panel @4xl:border">
            <FormError failure={failure} shownBeside={["rules", "name"]} />
            <p className="text-sm text-muted" role="status">
              {props.saving}
            </p>
            <SubmitButton isPending={isPending} pendingLabel={props.pendingLabel} fullWidth>
              {props.saveLabel}
            </SubmitButton>
          </div>
        </div>
      </form>
      {props.after ? <div className="mt-8 grid gap-6">{props.after}</div> : null}
    </div>
  );
}
