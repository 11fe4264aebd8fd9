/** A version of a component's configuration in one environment. */
export interface VersionName {
  environment: string;
  version: number;
}

/** How it is written in an address: `production.17`. */
export function versionName({ environment, version }: VersionName): string {
  return `${environment}.${version}`;
}

/** What `versionName` wrote; null for anything else. */
export function readVersionName(text: string): VersionName | null {
  const [, environment, digits] = /^([a-z0-9-]+)\.([1-9]\d{0,8})$/u.exec(text) ?? [];
  return environment && digits ? { environment, version: Number(digits) } : null;
}
