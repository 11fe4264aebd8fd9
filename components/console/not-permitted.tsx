import { ButtonLink } from "@/components/ui/button-link";
import { PageNotice } from "./page-notice";

/** A page that the viewer's roles do not open. It says so because the viewer knows the organization anyway. */
export function NotPermitted() {
  return (
    <PageNotice
      title="Your roles do not open this page"
      text="Ask an administrator of the organization for a role that does, such as Administrator for Settings. As soon as you have it, reload this page."
      actions={<ButtonLink href="/">To my organization</ButtonLink>}
    />
  );
}
