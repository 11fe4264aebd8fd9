import { expect, test } from "vitest";
import { type About, aboutOf, projectOf } from "./request-subject";
import { subject } from "./testing/story";

const project = subject.project;
const external: About = {
  workflow: "external",
  subject: {
    project,
    pipeline: null,
    run: null,
    name: "migrate",
    attempt: 1,
    resource: "db",
    action: "migrate",
    details: null,
  },
};
const certificate: About = {
  workflow: "certificate-operation",
  subject: { resource: "ra-profile/web", action: "issue", details: null },
};

test.each([
  ["a promotion belongs to its component's project", { workflow: "environment-promotion", subject }, project],
  ["what another system asks for, to the project it names", external, project],
  ["a certificate operation to no project: the organization's own people decide it", certificate, null],
] as const)("%s", (_, about, owner) => {
  expect(projectOf(about)).toEqual(owner);
});

test("a stored row's workflow and subject stay together", () => {
  expect(aboutOf(external)).toEqual(external);
});
