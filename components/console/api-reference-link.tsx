import { buttonVariants } from "@heroui/styles/components/button";

/** To where the REST API is described for people: what only it can do begins there. No page of the console's router. */
export function ApiReferenceLink() {
  return (
    <a href="/api/v1/docs" className={buttonVariants({ variant: "outline", size: "sm" })}>
      API reference
    </a>
  );
}
