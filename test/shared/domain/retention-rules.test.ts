import { expect, it } from 'vitest';
import { dayByRule, isByRule, ruleFor, ruleWords } from '../../../shared/domain/retention-rules.ts';

const DATES = { openedAt: '2020-01-01T00:00:00.000Z', closedAt: '2020-01-01T00:00:00.000Z' };
const rule = (typology: string, team: string, months = 12) =>
  ({ typology, team, months, countedFrom: 'closed' }) as const;

it('lets the rule that says most about a case stand, and of two the longer', () => {
  const rules = [
    rule('', '', 6),
    rule('', 'Legal', 24),
    rule('Romance scam', '', 36),
    rule('Romance scam', 'Legal', 60),
  ];
  const months = (typologies: string[], teams: string[]) => ruleFor(rules, { typologies, teams }, DATES)?.months;
  expect(months(['Romance scam'], ['legal '])).toBe(60);
  expect(months(['romance scam'], ['Sales'])).toBe(36);
  expect(months([], ['Legal'])).toBe(24);
  expect(months([], [])).toBe(6);
  expect(ruleFor(rules.slice(1), { typologies: [], teams: [''] }, DATES)).toBeNull();
  expect(ruleFor([rule('A', '', 5), rule('B', '', 9)], { typologies: ['A', 'B'], teams: [] }, DATES)?.months).toBe(9);
});

it('takes the latest day for the longest, wherever a rule counts from', () => {
  const opened = { ...rule('A', '', 24), countedFrom: 'opened' } as const;
  const held = { typologies: ['A', 'B'], teams: [] };
  const closed = (closedAt: string) => ruleFor([opened, rule('B', '', 23)], held, { ...DATES, closedAt })?.months;
  expect([closed('2022-01-01T00:00:00.000Z'), closed('2020-01-05T00:00:00.000Z')]).toEqual([23, 24]);
});

it('knows a day by a rule from one that a person set', () => {
  expect(isByRule(`${ruleWords(rule('', ''))}. Schedule 4`)).toBe(true);
  expect(isByRule(`${ruleWords(rule('Romance scam', 'Legal', 1))}. Schedule 4`)).toBe(true);
  expect(isByRule('Rule for the team: agreement 7')).toBe(false);
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
