import {
  createLoader,
  createParser,
  createSerializer,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { PendingFilterView } from "@/components/approvals/pending-filters";
import { packRows } from "@/components/ui/packed-rows";
import { workflows } from "@/lib/approvals/core/vocabulary";
import { type loadPendingChoices, pendingScopes } from "@/lib/approvals/loaders-pending";

/** What was never a slug narrows nothing. */
const slug = createParser({
  parse: (text) => (/^[a-z0-9-]{1,100}$/u.test(text) ? text : null),
  serialize: (text: string) => text,
});

const parameters = {
  scope: parseAsStringLiteral(pendingScopes).withDefault("me"),
  project: slug,
  environment: slug,
  workflow: parseAsStringLiteral(workflows),
  cursor: parseAsString,
  review: parseAsInteger,
  /** The last one of the list was just decided. */
  done: parseAsStringLiteral(["1"]),
};

export const readPendingAddress = createLoader(parameters);
export const pendingQuery = createSerializer(parameters);

type Address = Awaited<ReturnType<typeof readPendingAddress>>;
type Choices = Awaited<ReturnType<typeof loadPendingChoices>>;

const labels = { project: "Project", environment: "Environment", workflow: "Workflow" } as const;

/** The menus above the list: what is chosen stands in the address. */
export function filterViews(address: Address, choices: Choices): PendingFilterView[] {
  return (["project", "environment", "workflow"] as const)
    .filter((name) => choices[name].length > 0)
    .map((name) => ({
      name,
      label: labels[name],
      chosen: address[name] ?? "",
      choices: packRows(choices[name]),
    }));
}
