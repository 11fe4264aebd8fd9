/** Where `proxy.ts` writes what the browser asked for: path and query. It replaces whatever a client sends under this name. */
export const pathHeader = "x-countersign-path";
