import { Copy } from "lucide-react";
import { FieldTable, TypeText } from "./field-table";
import type { OperationView } from "./reference";
import { RichText } from "./rich-text";

/** One operation: what it is for, what goes in, what comes out, and a command that does it. */
export function OperationSection({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, description, parameters, body, answers, problems, curl } = operation;
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-4 rounded-panel border border-border bg-surface p-4 sm:p-5"
    >
      <h3 id={`${id}-title`} className="text-base font-semibold tracking-tight">
        <a href={`#${id}`} className="hover:underline">
          {summary}
        </a>
      </h3>
      <p className="mt-1 font-mono text-xs break-all">
        <span className="mr-2 font-semibold">{method}</span>
        {path}
      </p>
      {description ? (
        <p className="mt-2 text-sm text-muted">
          <RichText text={description} />
        </p>
      ) : null}
      <FieldTable title="Parameters" fields={parameters} />
      <FieldTable title="Body" fields={body} />
      {answers.map((answer) => (
        <div key={answer.status}>
          <p className="mt-4 text-sm">
            <span className="mr-2 font-mono text-xs font-semibold">{answer.status}</span>
            {answer.fields.length > 0 ? (
              "Done"
            ) : (
              <TypeText type={answer.type} shapes={answer.shape ? [answer.shape] : []} />
            )}
          </p>
          <FieldTable title="Answer" fields={answer.fields} />
        </div>
      ))}
      <p className="mt-2 text-xs text-muted">
        Problems:{" "}
        {problems.map((status) => (
          <a key={status} href={`#problem-${status}`} className="mr-2 underline underline-offset-2">
            {status}
          </a>
        ))}
      </p>
      <div className="relative mt-4 rounded-lg border border-border bg-surface-secondary">
        <pre
          id={`${id}-curl`}
          className="p-3 pr-12 font-mono text-xs leading-5 break-all whitespace-pre-wrap"
        >
          {curl}
        </pre>
        <button
          type="button"
          data-copies={`${id}-curl`}
          aria-label={`Copy the command: ${summary}`}
          className="absolute top-2 right-2 inline-flex size-8 items-center justify-center rounded-md border border-border bg-surface text-muted hover:text-foreground data-[copied=true]:text-success-strong"
        >
          <Copy aria-hidden="true" className="size-3.5" />
        </button>
      </div>
    </section>
  );
}
