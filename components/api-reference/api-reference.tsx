import { Logo } from "@/components/console/logo";
import { CopyCommands } from "./copy-commands";
import { FieldTable } from "./field-table";
import { OperationSection } from "./operation-section";
import type { ReferenceView } from "./reference";
import { RichText } from "./rich-text";

/** The REST API as a page: its contents beside it where there is room, an anchor for every operation and every shape. */
export function ApiReference({ reference }: { reference: ReferenceView }) {
  const { title, description, groups, shapes, problems } = reference;
  return (
    <div className="mx-auto grid w-full max-w-[76rem] gap-x-10 px-4 py-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <Contents groups={groups} />
      <main id="content" className="min-w-0">
        <h1 className="text-title font-semibold tracking-tight">{title} REST API</h1>
        <p className="mt-1 max-w-[75ch] text-sm text-muted">
          <RichText text={description} />
        </p>
        <p className="mt-2 text-sm">
          <a href="/api/v1/openapi.json" className="text-accent underline underline-offset-2">
            OpenAPI document
          </a>
        </p>
        {groups.map(({ tag, anchor, operations }) => (
          <section key={tag} aria-labelledby={anchor} className="mt-8 grid gap-4">
            <h2 id={anchor} className="scroll-mt-4 text-lg font-semibold tracking-tight">
              {tag}
            </h2>
            {operations.map((operation) => (
              <OperationSection key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
        <Problems problems={problems} />
        <section aria-labelledby="shapes" className="mt-8">
          <h2 id="shapes" className="scroll-mt-4 text-lg font-semibold tracking-tight">
            Shapes
          </h2>
          {shapes.map(({ name, fields }) => (
            <div
              key={name}
              id={`shape-${name}`}
              className="mt-4 scroll-mt-4 rounded-panel border border-border bg-surface p-4 sm:p-5"
            >
              <h3 className="text-base font-semibold tracking-tight">{name}</h3>
              <FieldTable title="Fields" fields={fields} />
            </div>
          ))}
        </section>
      </main>
      <CopyCommands />
    </div>
  );
}

function Problems({ problems }: Pick<ReferenceView, "problems">) {
  return (
    <section aria-labelledby="problems" className="mt-8">
      <h2 id="problems" className="scroll-mt-4 text-lg font-semibold tracking-tight">
        Problems
      </h2>
      <dl className="mt-4 grid gap-3 rounded-panel border border-border bg-surface p-4 text-sm sm:p-5">
        {problems.map(({ status, description }) => (
          <div key={status} id={`problem-${status}`} className="scroll-mt-4">
            <dt className="font-mono text-xs font-semibold">{status}</dt>
            <dd className="mt-0.5">
              <RichText text={description} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Contents({ groups }: Pick<ReferenceView, "groups">) {
  return (
    <nav
      aria-label="Contents"
      className="mb-8 lg:sticky lg:top-0 lg:mb-0 lg:max-h-dvh lg:self-start lg:overflow-y-auto lg:pb-8"
    >
      <p className="flex items-center gap-2.5 pb-4 text-base font-semibold tracking-tight">
        <Logo className="size-6" />
        Countersign
      </p>
      {groups.map(({ tag, anchor, operations }) => (
        <div key={tag} className="mb-1 lg:mb-3">
          <a href={`#${anchor}`} className="inline-block py-1 text-sm font-semibold hover:underline">
            {tag}
          </a>
          <ul className="hidden lg:block">
            {operations.map(({ id, method }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="flex items-baseline gap-2 rounded-sm px-1 py-1 text-xs text-muted hover:bg-default hover:text-foreground"
                >
                  <span className="w-12 shrink-0 font-mono text-2xs">{method}</span>
                  <span className="min-w-0 break-words">{id}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="mt-2 flex gap-3 text-sm font-semibold">
        <a href="#problems">Problems</a>
        <a href="#shapes">Shapes</a>
      </p>
    </nav>
  );
}
