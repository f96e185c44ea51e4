import { expect, it } from 'vitest';
import { dayByRule, ruleFor, ruleWords } from '../../../shared/domain/retention-rules.ts';

const rule = (typology: string, team: string, months = 12) =>
  ({ typology, team, months, countedFrom: 'closed' }) as const;

it('lets the rule that says most about a case stand, and of two the longer', () => {
  const rules = [
    rule('', '', 6),
    rule('', 'Legal', 24),
    rule('Romance scam', '', 36),
    rule('Romance scam', 'Legal', 60),
  ];
  const months = (typologies: string[], teams: string[]) => ruleFor(rules, { typologies, teams })?.months;
  expect(months(['Romance scam'], ['legal '])).toBe(60);
  expect(months(['romance scam'], ['Sales'])).toBe(36);
  expect(months([], ['Legal'])).toBe(24);
  expect(months([], [])).toBe(6);
  expect(ruleFor(rules.slice(1), { typologies: [], teams: [''] })).toBeNull();
  expect(ruleFor([rule('A', '', 5), rule('B', '', 9)], { typologies: ['A', 'B'], teams: [] })?.months).toBe(9);
});

it('counts months to the same day, or to the last of a shorter month', () => {
  const of = (months: number, closedAt: string | null) =>
    dayByRule(rule('', '', months), { openedAt: '2020-01-01T00:00:00.000Z', closedAt }).until;
  expect(of(60, '2026-11-27T23:00:00.000Z')).toBe('2031-11-27');
  expect(of(1, '2026-01-31T10:00:00.000Z')).toBe('2026-02-28');
  expect(of(1, null)).toBeNull();
  expect(
    dayByRule({ ...rule('', '', 12), countedFrom: 'opened' }, { openedAt: '2024-02-29T00:00:00.000Z', closedAt: null })
      .until,
  ).toBe('2025-02-28');
  expect(ruleWords(rule('Romance scam', 'Legal', 60))).toBe(
    'Rule for typology Romance scam, team Legal: 60 months after closing',
  );
  expect(ruleWords(rule('', '', 1))).toBe('Rule for all cases: 1 month after closing');
});
