"use client";

import { Button } from "@heroui/react/button";
import { Notice } from "@/components/console/notice";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { compareRules } from "@/lib/workflows/core/compare-rules";
import type { ApproverOptions, ProfileView } from "./profile-views";

interface RulesConflictProps {
  /** What the editor was opened with. */
  before: ApprovalRules;
  /** What somebody else has saved since. */
  now: ProfileView;
  /** What stands in the fields. */
  mine: ApprovalRules;
  options: ApproverOptions;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

function intoView(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: "center" });
}

const absent = "not there";

/** Two administrators editing: the second sees what the first saved beside what they typed, and chooses. */
export function RulesConflict({ before, now, mine, options, onTakeTheirs, onKeepMine }: RulesConflictProps) {
  const all = [...options.roles, ...options.groups, ...options.members];
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const differences = compareRules([before, now.rules, mine], names);
  return (
    <Notice tone="warning">
      <p role="alert" ref={intoView} className="font-medium">
        {now.changedBy} saved version {now.version} while you were editing. Nothing of yours was saved yet.
      </p>
      {differences.length > 0 ? (
        <table className="stacking-table mt-2.5">
          <caption className="sr-only">What differs, rule by rule</caption>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Was</th>
              <th scope="col">Theirs</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ label, words: [was, theirs, yours] }) => (
              <tr key={label}>
                <th scope="row">
                  <span className="font-medium">{label}</span>
                </th>
                <td data-label="Was" className="text-muted">
                  {was ?? absent}
                </td>
                <td data-label="Theirs" className={theirs === was ? "text-muted" : ""}>
                  {theirs ?? absent}
                </td>
                <td data-label="Yours" className={yours === was ? "text-muted" : ""}>
                  {yours ?? absent}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="mt-1">What they saved is what stands in your fields.</p>
      )}
      <div className="mt-2.5 flex flex-wrap items-center gap-2">
        <Button size="sm" variant="outline" onPress={onTakeTheirs}>
          Take theirs
        </Button>
        <Button size="sm" variant="outline" onPress={onKeepMine}>
          Keep my changes, then Save
        </Button>
        <span className="text-muted">What you did not touch takes theirs.</span>
      </div>
    </Notice>
  );
}
