import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";

type AppLinkProps = Omit<ComponentProps<typeof Link>, "href"> & { href: string };

/** A link inside the console. Views carry hrefs as strings; the cast to a typed route happens here and nowhere else. */
export function AppLink({ href, ...rest }: AppLinkProps) {
  return <Link href={href as Route} {...rest} />;
}
