import { FieldList } from "@/components/console/field-list";
import { Panel } from "@/components/console/panel";
import type { OperationAboutView } from "./review-views";

/** What another system would do if I say yes, and what it sent along. */
export function OperationDetails({ about, level }: { about: OperationAboutView; level: 2 | 3 }) {
  const value = (text: string) => <span className="font-mono text-xs whitespace-pre-wrap">{text}</span>;
  return (
    <>
      <Panel title="What would be done" level={level}>
        <FieldList fields={about.facts} />
      </Panel>
      <Panel title="Details" level={level}>
        {about.details.length > 0 ? (
          <FieldList
            fields={about.details.map((line) => ({
              label: line.key || "Sent along",
              value: value(line.value),
            }))}
          />
        ) : (
          <p className="text-sm text-muted">The system that asks sent no details.</p>
        )}
      </Panel>
    </>
  );
}
