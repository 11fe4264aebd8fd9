import { ArrowUpRight } from "lucide-react";
import { CopyText } from "@/components/console/copy-text";
import { type Field, FieldList } from "@/components/console/field-list";
import { RelativeTime } from "@/components/console/relative-time";
import { shortDigest } from "@/components/console/short-digest";
import type { BuildPageView } from "@/lib/deploy/views-pages";

/** What a build is: the artifact, where it came from, and who said so. */
export function BuildFacts({ build }: { build: BuildPageView }) {
  const mono = (text: string) => (
    <span className="font-mono text-xs break-words">
      {text.split("/").map((part, at) => (at === 0 ? part : [<wbr key={part} />, `/${part}`]))}
    </span>
  );
  const fields: (Field | null)[] = [
    build.version ? { label: "Version", value: build.version } : null,
    { label: "Image", value: mono(build.image) },
    {
      label: "Digest",
      value: <CopyText value={build.digest} shown={shortDigest(build.digest)} what="digest" />,
    },
    {
      label: "Commit",
      value: <CopyText value={build.commit} shown={build.commit.slice(0, 7)} what="commit" />,
    },
    build.branch ? { label: "Branch", value: mono(build.branch) } : null,
    build.sourceUrl
      ? {
          label: "Source",
          value: (
            <a
              href={build.sourceUrl}
              rel="noreferrer"
              className="inline-flex items-center gap-1 underline decoration-dotted underline-offset-4"
            >
              {new URL(build.sourceUrl).host}
              <ArrowUpRight aria-hidden="true" className="size-3.5" />
            </a>
          ),
        }
      : null,
    { label: "Built", value: <RelativeTime at={build.builtAt} /> },
    {
      label: "Reported",
      value: (
        <>
          <RelativeTime at={build.reportedAt} /> by {build.reportedBy}
        </>
      ),
    },
  ];
  return <FieldList fields={fields.filter((field) => field !== null)} />;
}
