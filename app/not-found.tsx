import { Logo } from "@/components/console/logo";
import { ButtonLink } from "@/components/ui/button-link";

export default function NotFound() {
  return (
    <main id="content" className="grid min-h-[70dvh] content-center justify-items-center px-4 text-center">
      <Logo className="size-8" />
      <h1 className="mt-4 text-title font-semibold tracking-tight">There is nothing here for you</h1>
      <p className="mt-1 mb-5 max-w-[46ch] text-sm text-muted">
        The address may be wrong, or it belongs to something that you may not see. If a mail led you here,
        check that you are signed in as the person it was sent to.
      </p>
      <ButtonLink href="/">To my organization</ButtonLink>
    </main>
  );
}
