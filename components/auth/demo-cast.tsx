import { ArrowRight } from "lucide-react";
import { Avatar } from "@/components/console/avatar";
import { PostForm, type PostTarget } from "./post-form";

export interface DemoPersonView {
  /** Sent as the field `person`. */
  id: string;
  name: string;
  /** What this person does, in a line: "Asks for promotions". */
  role: string;
}

/** One-click sign-in as one of the demo's people. Only a demo database offers it. */
export function DemoCast({ people, target }: { people: DemoPersonView[]; target: PostTarget }) {
  return (
    <section aria-labelledby="demo-cast">
      <h2 id="demo-cast" className="text-sm font-semibold">
        This is a demo. Sign in as
      </h2>
      <PostForm target={target}>
        <ul className="mt-2 overflow-hidden rounded-panel border border-border">
          {people.map((person) => (
            <li key={person.id} className="border-border [&:not(:first-child)]:border-t">
              <button
                type="submit"
                name="person"
                value={person.id}
                className="group flex min-h-12 w-full items-center gap-3 px-3 py-2 text-left text-sm transition-colors hover:bg-surface-secondary focus-visible:-outline-offset-2"
              >
                <Avatar name={person.name} />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{person.name}</span>
                  <span className="block text-xs text-muted">{person.role}</span>
                </span>
                <ArrowRight
                  aria-hidden="true"
                  className="size-4 text-muted transition-transform group-hover:translate-x-0.5"
                />
              </button>
            </li>
          ))}
        </ul>
      </PostForm>
      <p className="mt-3 text-xs text-muted">
        What would be mailed is in the{" "}
        <a href="/demo/inbox" className="underline underline-offset-4 hover:text-foreground">
          inbox of this demo
        </a>
        .
      </p>
    </section>
  );
}
