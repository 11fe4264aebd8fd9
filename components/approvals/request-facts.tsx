import { CopyText } from "@/components/console/copy-text";
import { type Field, FieldList } from "@/components/console/field-list";
import { RelativeTime } from "@/components/console/relative-time";
import { shortDigest } from "@/components/console/short-digest";
import { AppLink } from "@/components/ui/app-link";
import type { PromotionAboutView, RequestReviewView } from "./review-views";

const link = "py-1 underline decoration-border underline-offset-4 hover:decoration-current";

function Named({ name, href }: { name: string; href: string | null }) {
  if (href === null) return name;
  return (
    <AppLink href={href} className={link}>
      {name}
    </AppLink>
  );
}

function promotionFields(about: PromotionAboutView): Field[] {
  const { live, build } = about;
  return [
    { label: "Component", value: <Named {...about.component} /> },
    { label: "Source environment", value: about.from },
    { label: "Target environment", value: about.to },
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
  ];
}

/** The labelled list of product.md, 5. */
export function RequestFacts({ request }: { request: RequestReviewView }) {
  const { about, project } = request;
  return (
    <FieldList
      fields={[
        ...(project ? [{ label: "Project", value: <Named {...project} /> }] : []),
        ...(about.kind === "promotion" ? promotionFields(about) : about.facts),
        { label: "Requested by", value: request.requester },
        { label: "Rules", value: request.rules },
        { label: "Approval is", value: request.approvalIs },
      ]}
    />
  );
}
