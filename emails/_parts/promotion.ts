import type { Fact } from "./facts";

/** What every mail about a promotion request states. Finished strings: nothing is formatted in a template. */
export type PromotionProps = {
  recipientName: string;
  /** "Promote checkout #47 to Production" */
  title: string;
  /** "127" */
  requestNumber: string;
  projectName: string;
  componentName: string;
  fromEnvironment: string;
  toEnvironment: string;
  /** "#47" */
  build: string;
  /** "sha256:4be1…77d0" */
  digestShort: string;
  organizationName: string;
  url: string;
};

/** "Review: checkout #47 to Production (request 127)" */
export function promotionSubject(verb: string, props: PromotionProps): string {
  const { componentName, build, toEnvironment, requestNumber } = props;
  return `${verb}: ${componentName} ${build} to ${toEnvironment} (request ${requestNumber})`;
}

export function promotionFacts(props: PromotionProps, more: Fact[] = []): Fact[] {
  return [
    { name: "Project", value: props.projectName },
    { name: "Component", value: props.componentName },
    { name: "From", value: props.fromEnvironment },
    { name: "To", value: props.toEnvironment },
    { name: "Build", value: props.build, code: props.digestShort },
    ...more,
  ];
}
