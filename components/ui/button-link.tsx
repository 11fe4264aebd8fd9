import { type ButtonVariants, buttonVariants } from "@heroui/styles/components/button";
import type { ReactNode } from "react";
import { AppLink } from "./app-link";

interface ButtonLinkProps {
  href: string;
  /** Where it leads below 768 px instead. */
  narrowHref?: string;
  variant?: ButtonVariants["variant"];
  size?: ButtonVariants["size"];
  fullWidth?: boolean;
  /** Needed where the visible text repeats on a page ("Review"). */
  label?: string | undefined;
  scroll?: boolean;
  className?: string;
  children: ReactNode;
}

/** A link that looks like HeroUI's button and needs no JavaScript of its own. */
export function ButtonLink(props: ButtonLinkProps) {
  const {
    href,
    variant = "outline",
    size = "sm",
    fullWidth = false,
    label,
    className,
    children,
    ...rest
  } = props;
  return (
    <AppLink
      href={href}
      aria-label={label}
      className={buttonVariants({ variant, size, fullWidth, class: className })}
      {...rest}
    >
      {children}
    </AppLink>
  );
}
