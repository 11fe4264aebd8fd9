import { ArrowRight } from "lucide-react";
import { CopyText } from "@/components/console/copy-text";
import { FieldList } from "@/components/console/field-list";
import { shortDigest } from "@/components/console/short-digest";
import type { RequestDraftView, RequestKind } from "./deploy-views";

const asks = {
  promote: "Promotion",
  configure: "The saved configuration, with the build that runs",
  rollback: "Rollback, to what ran there before",
};

/** What is asked for, and of whom. */
export function RequestSummary({ draft, kind }: { draft: RequestDraftView; kind: RequestKind }) {
  return (
    <FieldList
      fields={[
        kind === "promote"
          ? {
              label: "From, to",
              value: (
                <span className="inline-flex items-center gap-1.5">
                  {draft.from.name} <ArrowRight role="img" aria-label="to" className="size-3.5 text-muted" />
                  <strong className="font-medium">{draft.to.name}</strong>
                </span>
              ),
            }
          : {
              label: "In",
              value: (
                <>
                  <strong className="font-medium">{draft.to.name}</strong>
                  <span className="block text-muted">{asks[kind]}</span>
                </>
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
