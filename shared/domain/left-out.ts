import type { LeftOut, LeftOutReason, Uncovered } from '../contract/reports.ts';

const WHAT: Record<LeftOut['what'], readonly [one: string, many: string]> = {
  exhibit: ['exhibit', 'exhibits'],
  content: ['content of an exhibit', 'contents of exhibits'],
  finding: ['finding', 'findings'],
  entity: ['entity', 'entities'],
  link: ['link', 'links'],
  event: ['event', 'events'],
  entry: ['entry of the custody log', 'entries of the custody log'],
};

/** After "withheld" or "left out": why. */
export const REASONS: Record<LeftOutReason, string> = {
  excluded: 'taken out of the report by the investigator',
  redacted: 'a redacted working copy is in the report in its place',
  personal: 'marked personal',
  graphic: 'marked graphic',
  removed: 'removed from the vault; number, hash and date are printed',
  derived: 'made from an exhibit that is not shown whole',
  records: "a query over the case's own records, of which this edition does not show all",
  unsupported: 'resting only on exhibits whose content is not shown',
  loose: 'joined to something that is not shown whole',
  log: 'what people wrote is not repeated there',
  region: 'another version of a picture of which this edition redacts a region, or a picture that looks like it',
  marked: 'bearing a mark that keeps it out of this edition',
  edition: 'the legal and the infosec editions list them',
};

const MASKED = 'printed without title and content';
const WORDS_MASKED: Partial<Record<LeftOut['what'], string>> = {
  entity: 'drawn without its value',
  link: 'drawn without its words',
  event: 'listed without its time and words',
};

/** "2 exhibits left out: taken out of the report by the investigator" */
export function leftOutWords({ what, shown, reason, count }: Omit<LeftOut, 'names'>): string {
  const [one, many] = WHAT[what];
  const words = WORDS_MASKED[what] ?? MASKED;
  const how = shown === 'absent' ? 'left out' : count === 1 ? words : words.replace(' its ', ' their ');
  const done = what === 'content' ? 'withheld' : what === 'entry' ? 'printed without some details' : how;
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many} ${done}: ${REASONS[reason]}`;
}

/** Says that an original is shown because its redacted copies are not: "E-0001 is shown whole, with what …". */
export function uncoveredWords({ original, copies }: Uncovered): string {
  const named = copies.map(({ label, removed }) => `${label} (${removed ? 'removed' : 'left out of the report'})`);
  return `${original.label} is shown whole, with what is redacted in ${named.join(', ')}: no redacted copy of it is in the report.`;
}
