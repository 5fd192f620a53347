import { expect, test } from "@jest/globals";
import { advisoryProblems } from "./lib/audit/advisory-problems.mjs";
import { lockfileProblems } from "./lib/audit/lockfile-problems.mjs";

const integrity = `sha512-${"A".repeat(86)}==`;
const advisory = (severity: string) => ({ module_name: "x", severity, title: "it opens", github_advisory_id: "GHSA-1" });

test("a package without a hash, from a folder of somebody's or from a repository is found", () => {
  const packages = {
    "good@1.0.0": { resolution: { integrity } },
    "bare@1.0.0": { resolution: {} },
    "weak@1.0.0": { resolution: { integrity: "sha1-AAAA" } },
    "far@1.0.0": { resolution: { integrity, tarball: "https://example.com/far.tgz" } },
    "branch@1.0.0": { resolution: { type: "git" } },
  };
  expect(lockfileProblems({ packages })).toEqual([
    "bare@1.0.0 has no SHA-512",
    "weak@1.0.0 has no SHA-512",
    "far@1.0.0 does not come from the registry",
    "branch@1.0.0 does not come from the registry",
  ]);
});

test("a grave advisory is a problem until somebody has judged it, and again when that has expired", () => {
  const judged = { advisory: "GHSA-1", reason: "we do not call it", until: "2027-01-01" };
  expect(advisoryProblems({ 1: advisory("high") }, [], "2026-11-24")).toEqual(["x: high: it opens (GHSA-1)"]);
  expect(advisoryProblems({ 1: advisory("critical") }, [judged], "2026-11-24")).toEqual([]);
  expect(advisoryProblems({ 1: advisory("critical") }, [judged], "2027-01-02")).toHaveLength(1);
  expect(advisoryProblems({ 1: advisory("critical") }, [{ ...judged, reason: "" }], "2026-11-24")).toHaveLength(1);
  expect(advisoryProblems({ 1: advisory("moderate") }, [], "2026-11-24")).toEqual([]);
  expect(advisoryProblems({}, [judged], "2026-11-24")).toEqual(["GHSA-1 is judged and found no more: take it out"]);
});
