import { expect, test } from "vitest";
import { commitGroups } from "./commit-groups";

const commits = (authors: string[], hoursBetween = 1) =>
  authors.map((author, index) => ({
    sha: String(index),
    message: `Change ${index}`,
    author,
    at: new Date(Date.UTC(2026, 10, 21, 12) - index * hoursBetween * 3_600_000),
    url: null,
  }));
const shape = (authors: string[], hoursBetween?: number) =>
  commitGroups(commits(authors, hoursBetween))?.map(({ label, commits }) => [label, commits.length]);

test("eight commits stand in one list", () => {
  expect(commitGroups(commits(Array(8).fill("Ines")))).toBeNull();
});

test("more are grouped by who wrote them, in the order of their newest", () => {
  expect(shape(["Mika", ...Array(5).fill("Ines"), ...Array(3).fill("Mika")])).toEqual([
    ["Mika", 4],
    ["Ines", 5],
  ]);
});

test("one author's are grouped by day", () => {
  expect(shape(Array(9).fill("Ines"), 6)).toEqual([
    ["Sat, 21 Nov 2026", 3],
    ["Fri, 20 Nov 2026", 4],
    ["Thu, 19 Nov 2026", 2],
  ]);
});

test("so are those of many authors", () => {
  expect(shape("abcdefghi".split(""))).toEqual([["Sat, 21 Nov 2026", 9]]);
});
