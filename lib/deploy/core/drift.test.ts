import { expect, test } from "vitest";
import { driftBetween } from "./drift";

const one = `sha256:${"1".repeat(64)}`;
const two = `sha256:${"2".repeat(64)}`;

test.each([
  { name: "the digest we believe", believed: one, found: one, drift: null },
  { name: "nothing, where nothing was deployed", believed: null, found: null, drift: null },
  { name: "another digest", believed: one, found: two, drift: { believed: one, found: two } },
  {
    name: "something, where nothing was deployed",
    believed: null,
    found: two,
    drift: { believed: null, found: two },
  },
  {
    name: "nothing, where something was deployed",
    believed: one,
    found: null,
    drift: { believed: one, found: null },
  },
])("found: $name", ({ believed, found, drift }) => {
  expect(driftBetween(believed, found)).toEqual(drift);
});
