import { Tlp } from '../../../shared/contract/cases.ts';
import { notStated } from '../../../shared/domain/brief.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { notJudged } from '../../../shared/domain/likelihood.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import type { ReportModel } from './model.ts';

/** Tables that may lack rows, with the findings, frozen queries and charts that rest on them. */
function incompleteWords({ exhibits, findings }: ReportModel): string[] {
  const queries = exhibits.flatMap(({ record, content }) =>
    content?.kind === 'query'
      ? [{ label: record.label, inputs: content.query.inputs }]
      : content?.kind === 'chart'
        ? [{ label: record.label, inputs: content.chart.inputs }]
        : [],
  );
  return exhibits.flatMap(({ record: { label }, content }) =>
    (content?.kind === 'file' ? content.datasets : []).flatMap(({ view, warnings, rejected }) => {
      const why = warnings.filter(({ code }) => code === 'export-cap').map(({ words }): string => words);
      if (rejected > 0)
        why.push(`${counted(rejected, 'record')} of the file ${rejected === 1 ? 'was' : 'were'} rejected.`);
      const reading = queries.filter(({ inputs }) =>
        inputs.some(({ name, exhibitLabel }) => exhibitLabel === label && name === view),
      );
      const resting = new Set([label, ...reading.map((query) => query.label)]);
      const stated = findings.filter((each) => each.exhibits.some((words) => resting.has(words.split(' ')[0] ?? '')));
      const behind = [...stated, ...reading].map((each) => each.label);
      return why.length === 0 || behind.length === 0
        ? []
        : [`${label}, table ${view}, may lack rows. ${why.join(' ')} On it rest: ${behind.join(', ')}.`];
    }),
  );
}

/** From the strictest to the most open. */
const TLPS = Tlp.options;

/** What the first page lacks. */
function unsaid(brief: ReportModel['brief']): string[] {
  const missing = notStated(brief);
  return missing.length === 0 ? [] : [`The first page does not state ${missing.join(', ')}.`];
}

/** What a reader of the report would stumble over, in words for the person who prints it. */
export function warningsOf(model: ReportModel): string[] {
  const { findings, exhibits, board, edition, summary } = model;
  const list: string[] = [];
  const { tlpOfCase, annex } = model;
  if (tlpOfCase !== undefined && TLPS.indexOf(model.case.tlp) > TLPS.indexOf(tlpOfCase))
    list.push(
      `This edition is labelled ${TLP[model.case.tlp].label}, which lets more people see it than ${TLP[tlpOfCase].label} of the case.`,
    );
  if (edition === 'legal' && annex && annex.aiNone === null && annex.aiUse.length === 0)
    list.push('Whether AI was used has not been stated.');
  if (edition === 'executive') list.push(...unsaid(model.brief));
  if (summary.trim() === '') list.push('No executive summary has been written; the findings are listed in its place.');
  if (findings.length === 0) list.push('The report states no finding.');
  const bare = findings.filter(({ basis }) => basis === 'assessment').map(({ label }) => label);
  if (bare.length > 0) list.push(`Without an exhibit behind them, marked as assessment: ${bare.join(', ')}.`);
  const open = findings.flatMap((finding) => {
    const missing = notJudged(finding);
    return missing === null ? [] : [`${finding.label} (${missing})`];
  });
  if (open.length > 0) list.push(`Printed as not judged yet: ${open.join(', ')}.`);
  list.push(...incompleteWords(model));
  const removed = exhibits.filter(({ record }) => record.removedAt !== null).map(({ record }) => record.label);
  if (removed.length > 0) list.push(`Only the record is left of removed exhibits: ${removed.join(', ')}.`);
  const hidden = exhibits.filter(({ content, pictureLeftOut }) => pictureLeftOut !== null && content === null);
  if (hidden.length > 0)
    list.push(
      `Sensitive pictures left out of the ${edition} edition: ${hidden.map(({ record }) => record.label).join(', ')}.`,
    );
  for (const { record, content, pictureLeftOut } of exhibits)
    if (pictureLeftOut !== null && content !== null) list.push(`${record.label}: ${pictureLeftOut}`);
  if (edition !== 'executive' && board === null) list.push('No board is part of this report.');
  else if (board?.things.length === 0) list.push('The board is empty and is not printed.');
  if (board?.hidden)
    list.push(
      `Hidden on the board, and so neither drawn nor listed in any edition: ${counted(board.hidden.items, 'item')} and ${counted(board.hidden.links, 'link')}.`,
    );
  const unsupported = board?.links.filter((link) => link.exhibits.length === 0).length ?? 0;
  if (unsupported > 0)
    list.push(
      unsupported === 1
        ? 'One link on the board has no exhibit behind it; it is drawn dashed.'
        : `${unsupported} links on the board have no exhibit behind them; they are drawn dashed.`,
    );
  if (model.custodyTotal > model.custody.length)
    list.push(`Only the newest ${model.custody.length} of ${model.custodyTotal} custody entries are printed.`);
  if (model.eventTotal > model.events.length)
    list.push(`Only the first ${model.events.length} of ${model.eventTotal} events are printed.`);
  if (model.indicatorTotal > model.indicators.length)
    list.push(`Only the first ${model.indicators.length} of ${model.indicatorTotal} indicators are printed.`);
  return list;
}
