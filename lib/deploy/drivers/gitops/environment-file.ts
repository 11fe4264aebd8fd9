import { type Document, isAlias, isMap, isScalar, parseDocument, Scalar } from "yaml";
import type { DeployOrder } from "@/lib/deploy/driver";
import type { GitopsSettings } from "./settings";

type Fields = GitopsSettings["fields"];
type Path = (string | number)[];

function toPath(dotted: string): Path {
  return dotted.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** An error's message is for people: it says what about the file is in the way. */
export class UnusableFile extends Error {}

function parse(text: string): Document {
  // compat: a value like `on` or `1_000` is quoted when a YAML 1.1 reader (many charts) would not take it for text.
  const document = parseDocument(text, { compat: "yaml-1.1" });
  const error = document.errors[0];
  if (error) throw new UnusableFile(`is not valid YAML: ${error.message.split("\n")[0]}`);
  const root = document.contents;
  if (root && !isMap(root) && !(isScalar(root) && root.value === null))
    throw new UnusableFile("is not a YAML map");
  return document;
}

function valueAt(document: Document, dotted: string): unknown {
  const node = document.getIn(toPath(dotted), true);
  const resolved = isAlias(node) ? node.resolve(document) : node;
  return isScalar(resolved) ? resolved.value : (resolved ?? null);
}

/** What the file says is live. `text` null: there is no file. Throws UnusableFile. */
export function readFields(
  text: string | null,
  fields: Fields,
): { digest: string | null; build: number | null } {
  if (text === null) return { digest: null, build: null };
  const document = parse(text);
  const digest = valueAt(document, fields.digest);
  const build = fields.build === null ? null : valueAt(document, fields.build);
  if (typeof digest === "object" && digest !== null)
    throw new UnusableFile(`holds no text at ${fields.digest}`);
  return {
    digest: digest === null || digest === "" ? null : String(digest).trim(),
    build: typeof build === "number" && Number.isSafeInteger(build) ? build : null,
  };
}

/** Sets one value, keeping the comment and the quotes it had. `quoted`: text that must never be read as anything else. */
function setValue(document: Document, path: Path, value: string | number, quoted = false): void {
  for (let depth = 1; depth < path.length; depth++) {
    // `image:` with nothing behind it is null, which can hold no key.
    const outer = document.getIn(path.slice(0, depth), true);
    if (isScalar(outer) && outer.value === null) document.deleteIn(path.slice(0, depth));
  }
  const present = document.getIn(path, true);
  const node = isScalar(present) ? present : new Scalar(value);
  node.value = value;
  if (quoted) node.type = Scalar.QUOTE_DOUBLE;
  else if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) node.type = Scalar.PLAIN;
  if (node !== present) document.setIn(path, node);
}

function setConfiguration(document: Document, path: Path, configuration: DeployOrder["configuration"]): void {
  const present = document.getIn(path, true);
  if (isMap(present)) {
    present.items = present.items.filter((pair) => {
      const key = isScalar(pair.key) ? pair.key.value : pair.key;
      return typeof key === "string" && Object.hasOwn(configuration, key);
    });
  } else {
    document.setIn(path, document.createNode({}));
  }
  for (const key of Object.keys(configuration).sort()) {
    const entry = configuration[key];
    if (!entry) continue;
    const at = [...path, key];
    if ("value" in entry) {
      setValue(document, at, entry.value, true);
    } else {
      document.setIn(at, document.createNode({}));
      setValue(document, [...at, "secret"], entry.secret, true);
    }
  }
}

/** The file with the order's values in it; everything else, comments too, stays. Throws UnusableFile. */
export function writeFields(text: string | null, fields: Fields, order: DeployOrder): string {
  const document = parse(text ?? "");
  try {
    if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
    if (fields.image !== null) setValue(document, toPath(fields.image), order.build.image);
    setValue(document, toPath(fields.digest), order.build.digest);
    if (fields.build !== null) setValue(document, toPath(fields.build), order.build.number);
    if (fields.configuration !== null) {
      setConfiguration(document, toPath(fields.configuration), order.configuration);
    }
  } catch (error) {
    throw new UnusableFile(`has no room for a field: ${error instanceof Error ? error.message : "unknown"}`);
  }
  const written = document.toString({ lineWidth: 0 });
  return text?.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written;
}
