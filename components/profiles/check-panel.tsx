"use client";

import { FieldList } from "@/components/console/field-list";
import { Notice } from "@/components/console/notice";
import { Panel } from "@/components/console/panel";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { placeInRules } from "@/lib/workflows/core/profile-words";
import type { RulesCheckView } from "./profile-views";
import type { RulesCheck } from "./use-rules-check";

function some({ names, more }: RulesCheckView["hangsOn"]): string {
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

function Sentences({ sentences }: { sentences: string[] }) {
  return (
    <ul className="grid gap-1">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function problemsOf({ problems }: RulesCheckView, rules: ApprovalRules): string[] {
  return problems.map(({ path, message }) => {
    const place = placeInRules(path, rules);
    return place ? `${place}: ${message}` : message;
  });
}

function Checked({ view, rules }: { view: RulesCheckView; rules: ApprovalRules }) {
  const people = [
    { label: "Could approve", value: view.couldApprove },
    { label: "Hangs on", value: view.hangsOn },
    { label: "Cannot ask", value: view.ownRequestsCannotPass },
  ].filter(({ value }) => value.names.length > 0);
  return (
    <div className="grid gap-3">
      {view.problems.length > 0 ? (
        <Notice tone="warning">
          <p className="mb-1 font-medium">These rules can never pass.</p>
          <Sentences sentences={problemsOf(view, rules)} />
        </Notice>
      ) : (
        <p className="font-medium">{view.sentence}</p>
      )}
      {people.length > 0 ? (
        <FieldList fields={people.map(({ label, value }) => ({ label, value: some(value) }))} />
      ) : null}
      {view.warnings.length > 0 ? (
        <Notice tone="warning">
          <Sentences sentences={view.warnings} />
        </Notice>
      ) : null}
    </div>
  );
}

/** Who could approve right now, honestly: from the engine, for exactly what stands in the fields. */
export function CheckPanel({ check, rules }: { check: RulesCheck; rules: ApprovalRules }) {
  const { answer, isCurrent } = check;
  return (
    <Panel title="With the people of now" label="With the people of now">
      <div aria-live="polite" className={`text-sm ${answer === null || isCurrent ? "" : "opacity-60"}`}>
        {answer?.kind === "checked" ? (
          <Checked view={answer.view} rules={rules} />
        ) : (
          <p className="text-muted">
            {answer === null
              ? "Counting who could approve…"
              : answer.kind === "incomplete"
                ? "Something is not filled in yet, so who could approve cannot be told."
                : "Who could approve cannot be told right now. Saving checks it again."}
          </p>
        )}
      </div>
    </Panel>
  );
}
