import type { LeftOut, LeftOutReason } from '../contract/reports.ts';

const WHAT: Record<LeftOut['what'], readonly [one: string, many: string]> = {
  exhibit: ['exhibit', 'exhibits'],
  content: ['content of an exhibit', 'contents of exhibits'],
  finding: ['finding', 'findings'],
  entity: ['entity', 'entities'],
  link: ['link', 'links'],
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
  unsupported: 'resting only on exhibits that are left out',
  loose: 'joined to something that is left out',
  log: 'what people wrote is not repeated there',
};

/** "2 exhibits left out: taken out of the report by the investigator" */
export function leftOutWords({ what, shown, reason, count }: Omit<LeftOut, 'names'>): string {
  const [one, many] = WHAT[what];
  const how = shown === 'absent' ? 'left out' : 'printed without title and content';
  const done = what === 'content' ? 'withheld' : what === 'entry' ? 'printed without some details' : how;
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many} ${done}: ${REASONS[reason]}`;
}
