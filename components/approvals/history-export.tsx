import { buttonVariants } from "@heroui/styles/components/button";

interface HistoryExportProps {
  /** The export's address. */
  href: string;
  /** The filters of the list, as "?project=shop", or empty. */
  query: string;
}

const formats = [
  { format: "csv", label: "CSV" },
  { format: "json", label: "JSON" },
] as const;

/** What the list shows under its filters, all pages of it, as a file. */
export function HistoryExport({ href, query }: HistoryExportProps) {
  return (
    <p className="mt-4 flex flex-wrap items-center gap-2 text-sm text-muted">
      Export all that fits these filters:
      {formats.map(({ format, label }) => (
        <a
          key={format}
          href={`${href}${query === "" ? "?" : `${query}&`}format=${format}`}
          download
          aria-label={`Export as ${label}`}
          className={buttonVariants({ variant: "outline", size: "sm" })}
        >
          {label}
        </a>
      ))}
    </p>
  );
}
