import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import type { ReportJudgement, ReportModel } from '../model.ts';
import { Muted, Subheading } from './frame.tsx';
import { SIZE } from './printing.ts';
import { type Column, Table } from './tables.tsx';
import { Paragraphs, Referring, Words } from './text.tsx';

const small = (text: string, key: string) => (
  <Words key={key} style={{ fontSize: SIZE.small }}>
    {text}
  </Words>
);
const referring = (text: string, key: string) => (
  <Referring key={key} style={{ fontSize: SIZE.small }}>
    {text}
  </Referring>
);

/** In short: what is to be done, and what nobody knows. */
export function JudgementInShort({ model: { judgement } }: { readonly model: ReportModel }) {
  if (judgement === null) return null;
  return (
    <>
      <Actions actions={judgement.actions} />
      <Listed title="What we do not know, and what would tell" entries={judgement.gaps} second="What would tell" />
    </>
  );
}

/** All that the case is judged by beside its findings. */
export function JudgementInFull({ model: { judgement } }: { readonly model: ReportModel }) {
  if (judgement === null) return null;
  return (
    <>
      <Hypotheses judgement={judgement} />
      <Assumptions of={judgement.assumptions} />
      <Listed title="Gaps" entries={judgement.gaps} second="What would tell" />
      <Listed title="Indicators to watch" entries={judgement.indicators} second="What it would point to" />
      {judgement.impact.trim() === '' ? null : (
        <>
          <Subheading>Impact</Subheading>
          <Paragraphs>{judgement.impact}</Paragraphs>
        </>
      )}
      <Actions actions={judgement.actions} />
    </>
  );
}

const MARK = 38;

function Hypotheses({ judgement: { hypotheses, evidence, flippedBy } }: { readonly judgement: ReportJudgement }) {
  if (hypotheses.length === 0) return null;
  const columns: Column[] = [
    { key: 'text', title: 'Evidence', width: 'rest' },
    { key: 'exhibit', title: 'Exhibit', width: 66 },
    ...hypotheses.map(({ label }) => ({ key: label, title: label, width: MARK })),
  ];
  return (
    <>
      <Table
        lead={<Subheading>Competing hypotheses</Subheading>}
        columns={[
          { key: 'label', title: '', width: MARK },
          { key: 'text', title: 'Hypothesis, the one with the least against it first', width: 'rest' },
          { key: 'against', title: 'Against it', width: 62, right: true },
        ]}
        rows={hypotheses.map(({ label, text, against }) => ({
          key: label,
          cells: [small(label, 'l'), referring(text, 't'), small(String(against), 'a')],
        }))}
      />
      {evidence.length === 0 ? null : (
        <View style={{ marginTop: 6 }}>
          <Table
            columns={columns}
            rows={evidence.map(({ text, exhibit, marks, diagnostic }, at) => ({
              key: String(at),
              cells: [
                referring(diagnostic ? text : `${text} (tells no hypothesis from another)`, 't'),
                referring(exhibit ?? 'none', 'e'),
                ...marks.map((mark, column) => small(mark, `m${hypotheses[column]?.label}`)),
              ],
            }))}
          />
        </View>
      )}
      <Muted>
        {`Analysis of competing hypotheses (Heuer, 1999): CC very consistent, C consistent, N neutral, I inconsistent, II very inconsistent, NA not applicable. Only inconsistency counts, II twice. ${
          flippedBy.length === 0
            ? 'No single exhibit decides which hypothesis stands first.'
            : `Without ${flippedBy.join(', or without ')} another hypothesis would stand first, or no longer one alone.`
        }`}
      </Muted>
    </>
  );
}

const Assumptions = ({ of }: { readonly of: ReportJudgement['assumptions'] }) =>
  of.length === 0 ? null : (
    <Table
      lead={<Subheading>Key assumptions</Subheading>}
      columns={[
        { key: 'text', title: 'Assumption', width: 'rest' },
        { key: 'holds', title: 'How well it holds', width: 82 },
        { key: 'why', title: 'Why', width: 120 },
        { key: 'wrong', title: 'If it is wrong', width: 120 },
      ]}
      rows={of.map(({ text, holds, why, ifWrong }, at) => ({
        key: String(at),
        cells: [referring(text, 't'), small(holds, 'h'), referring(why, 'w'), referring(ifWrong, 'i')],
      }))}
    />
  );

const Listed = ({
  title,
  entries,
  second,
}: {
  readonly title: string;
  readonly entries: ReportJudgement['gaps'];
  readonly second: string;
}) =>
  entries.length === 0 ? null : (
    <Table
      lead={<Subheading>{title}</Subheading>}
      columns={[
        { key: 'text', title: counted(entries.length, 'entry', 'entries'), width: 'rest' },
        { key: 'more', title: second, width: 220 },
      ]}
      rows={entries.map(({ text, more }, at) => ({
        key: String(at),
        cells: [referring(text, 't'), referring(more, 'm')],
      }))}
    />
  );

const Actions = ({ actions }: Pick<ReportJudgement, 'actions'>) =>
  actions.length === 0 ? null : (
    <Table
      lead={<Subheading>Recommended actions</Subheading>}
      columns={[
        { key: 'text', title: 'Action', width: 'rest' },
        { key: 'owner', title: 'Owner', width: 120 },
        { key: 'due', title: 'By', width: 92 },
      ]}
      rows={actions.map(({ text, owner, due }, at) => ({
        key: String(at),
        cells: [
          referring(text, 't'),
          small(owner === '' ? 'not named' : owner, 'o'),
          small(due === null ? 'no date' : due.past ? `${due.day}, past` : due.day, 'd'),
        ],
      }))}
    />
  );
