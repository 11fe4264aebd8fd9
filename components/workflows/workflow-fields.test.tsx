import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WorkflowFields } from "./workflow-fields";

const settings = { targets: "critical", roles: [], assignees: [], assigneesMode: "add" } as const;

function shown(requiredApprovals: number): string {
  return renderToStaticMarkup(
    <WorkflowFields
      settings={{ ...settings, roles: [], assignees: [], requiredApprovals }}
      onChange={() => undefined}
      options={{ roles: [], members: [] }}
      rulesInWords={null}
      whoCouldApproveHref="/who"
      failure={null}
    />,
  );
}

test.each([
  [0, "0", "At least 1 approval is needed."],
  [101, "101", "At most 100 approvals can be asked for."],
  [Number.NaN, "", "Give a whole number."],
])("%d approvals stay as they were typed, with a sentence beside them", (typed, kept, sentence) => {
  const html = shown(typed);
  expect(html).toContain(sentence);
  expect(html).toMatch(new RegExp(`<input[^>]*value="${kept}"`));
  expect(html).not.toContain("Counting who could approve");
});

test("a number that can be asked for has no sentence", () => {
  const html = shown(2);
  expect(html).not.toMatch(/At least|At most|whole number/);
  expect(html).toContain("Counting who could approve");
});
