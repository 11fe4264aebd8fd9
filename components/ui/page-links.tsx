import { ButtonLink } from "./button-link";

/** Leads through a list that goes on: addresses by their words, null where there is nothing more. */
export function PageLinks({ links }: { links: Record<string, string | null> }) {
  const shown = Object.entries(links).flatMap(([label, href]) => (href === null ? [] : [{ label, href }]));
  if (shown.length === 0) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
      {shown.map(({ label, href }) => (
        <ButtonLink key={label} href={href}>
          {label}
        </ButtonLink>
      ))}
    </nav>
  );
}
