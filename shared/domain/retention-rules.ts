import type { RetentionRule } from '../contract/retention.ts';

type Rule = Pick<RetentionRule, 'typology' | 'team' | 'months' | 'countedFrom'>;
const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * The rule by which a case is kept: one of its typology and its team before one of its typology, that before one of its team, and
 * that before one of all cases; of several of a kind the one that keeps it to the latest day.
 * @param closedAt when the case was closed, or the day on which it is asked while it is open
 */
export function ruleFor<R extends Rule>(
  rules: readonly R[],
  { typologies, teams }: { readonly typologies: readonly string[]; readonly teams: readonly string[] },
  dates: { readonly openedAt: string; readonly closedAt: string },
): R | null {
  const fits = (wanted: string, held: readonly string[]): boolean =>
    wanted === '' || held.some((each) => same(each, wanted));
  const rank = ({ typology, team }: Rule): number => (typology === '' ? 0 : 2) + (team === '' ? 0 : 1);
  const fitting = rules.filter(({ typology, team }) => fits(typology, typologies) && fits(team, teams));
  const until = (rule: Rule): string => dayByRule(rule, dates).until ?? '';
  return fitting.toSorted((a, b) => rank(b) - rank(a) || until(b).localeCompare(until(a)))[0] ?? null;
}

/** The last day on which a case is kept; null while it is counted from a closing that has not been. */
export function dayByRule(
  { months, countedFrom }: Rule,
  { openedAt, closedAt }: { readonly openedAt: string; readonly closedAt: string | null },
): { readonly until: string | null } {
  const from = countedFrom === 'opened' ? openedAt : closedAt;
  if (from === null) return { until: null };
  const start = new Date(from);
  const month = start.getUTCMonth() + months;
  // The last day of a month that is shorter: 31 January and a month is 28 February.
  const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = new Date(Date.UTC(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), last)));
  return { until: day.toISOString().slice(0, 10) };
}

/** "Rule for typology Romance scam, team Legal: 60 months after closing" */
export function ruleWords({ typology, team, months, countedFrom }: Rule): string {
  const of = [typology && `typology ${typology}`, team && `team ${team}`].filter(Boolean).join(', ');
  return `Rule for ${of || 'all cases'}: ${months} ${months === 1 ? 'month' : 'months'} after ${countedFrom === 'opened' ? 'opening' : 'closing'}`;
}

/** Whether a case is kept until a day by the word of a rule, as `ruleWords` put it before the rule's own basis, and not by a person's. */
export const isByRule = (basis: string): boolean =>
  /^Rule for (?:all cases|(?:typology|team) .+): \d+ months? after (?:opening|closing)\. /.test(basis);
