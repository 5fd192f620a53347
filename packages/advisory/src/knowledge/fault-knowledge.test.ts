import { describe, expect, test } from "@jest/globals";
import { FAILURE_CAUSES, FAILURE_MECHANISMS, FAILURE_MODES, parseFaultKnowledge, REPORTED_FAILURE_MODES } from "@phm/domain";
import { advisedActions, FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "./fault-knowledge.js";

const CJK = /[\u4e00-\u9fff]/;

describe("fault knowledge base", () => {
  test("has one entry for every failure mode and nothing else, under a version", () => {
    expect(Object.keys(FAULT_KNOWLEDGE)).toEqual([...FAILURE_MODES]);
    for (const [mode, entry] of Object.entries(FAULT_KNOWLEDGE)) expect(entry.failureMode).toBe(mode);
    expect(KNOWLEDGE_VERSION).toMatch(/^knowledge-\d+$/);
  });

  test.each([...FAILURE_MODES])("%s passes the checks that a site's entry must pass", (mode) => {
    expect(parseFaultKnowledge(FAULT_KNOWLEDGE[mode])).toEqual(FAULT_KNOWLEDGE[mode]);
  });

  test.each([...FAILURE_MODES])("%s says in both languages how to confirm, what to do and to check, with codes of ISO 14224", (mode) => {
    const { mechanism, causes, confirm, actions, checks, tools, reportedAs } = FAULT_KNOWLEDGE[mode];
    expect(FAILURE_MECHANISMS).toHaveProperty([mechanism.code]);
    expect(REPORTED_FAILURE_MODES).toHaveProperty([reportedAs]);
    for (const { code } of causes) expect(FAILURE_CAUSES).toHaveProperty([code]);
    for (const list of [causes, confirm, actions, checks, tools]) expect(list.length).toBeGreaterThan(0);
    const texts = [mechanism.text, ...causes.map(({ text }) => text), ...confirm, ...actions, ...checks, ...tools];
    for (const { en, zh } of texts) {
      expect(zh).toMatch(CJK);
      expect(en).not.toMatch(CJK);
    }
  });

  test("an advisory states the actions in both languages, in the same order", () => {
    const { actionsEn, actionsZh } = advisedActions(FAULT_KNOWLEDGE.imbalance);
    expect(actionsEn).toEqual(FAULT_KNOWLEDGE.imbalance.actions.map(({ en }) => en));
    expect(actionsZh).toEqual(FAULT_KNOWLEDGE.imbalance.actions.map(({ zh }) => zh));
  });
});
