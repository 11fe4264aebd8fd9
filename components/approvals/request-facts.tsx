import { CopyText } from "@/components/console/copy-text";
import { FieldList } from "@/components/console/field-list";
import { RelativeTime } from "@/components/console/relative-time";
import { shortDigest } from "@/components/console/short-digest";
import { AppLink } from "@/components/ui/app-link";
import type { RequestReviewView } from "./review-views";

const link = "underline decoration-border underline-offset-4 hover:decoration-current";

function Named({ name, href }: { name: string; href: string | null }) {
  if (href === null) return name;
  return (
    <AppLink href={href} className={link} prefetch={false}>
      {name}
    </AppLink>
  );
}

/** The labelled list of product.md, 5. */
export function RequestFacts({ request }: { request: RequestReviewView }) {
  const { live, build } = request;
  return (
    <FieldList
      fields={[
        {
          label: "Project",
          value: <Named {...request.project} />,
        },
        {
          label: "Component",
          value: <Named {...request.component} />,
        },
        { label: "Source environment", value: request.from },
        { label: "Target environment", value: request.to },
        {
          label: "Build",
          value: (
            <>
              <span className="mr-2">#{build.number}</span>
              <CopyText value={build.digest} shown={shortDigest(build.digest)} what="digest" />
            </>
          ),
        },
        {
          label: "Live now",
          value: live ? (
            <>
              #{live.build} · <RelativeTime at={live.since} form="age" />
            </>
          ) : (
            "Nothing"
          ),
        },
        { label: "Requested by", value: request.requester },
        { label: "Rules", value: request.rules },
        { label: "Approval is", value: request.approvalIs },
      ]}
    />
  );
}
