import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "./empty-state";

/** A page that the viewer's roles do not open. It says so because the viewer knows the organization anyway. */
export function NotPermitted() {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-[76rem] px-4 pt-6 pb-16 outline-none md:px-6"
    >
      <h1 className="sr-only">Not permitted</h1>
      <EmptyState
        title="Your roles do not open this page"
        action={<ButtonLink href="/">To my organization</ButtonLink>}
      >
        Ask an administrator of the organization for a role that does, such as Administrator for Settings. As
        soon as you have it, reload this page.
      </EmptyState>
    </main>
  );
}
