import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { leftOutWords } from '../../../../shared/domain/left-out.ts';
import { likelihoodText, yardstickWords } from '../../../../shared/domain/likelihood.ts';
import { redactedAsWords } from '../../../../shared/domain/redactions.ts';
import type { ReportModel } from '../model.ts';
import { hiddenWords } from './board.tsx';
import { countedByKind } from './exhibit-kinds.tsx';
import { count, moment } from './format.ts';
import { Fact, Subheading } from './frame.tsx';
import type { Section } from './section.ts';
import { Paragraphs, Words } from './text.tsx';

/** How the report came about and how its words are meant. */
const Method = ({ model }: { readonly model: ReportModel }) => (
  <>
    {model.method === '' ? null : <Paragraphs>{model.method}</Paragraphs>}
    <Paragraphs>{methodWords(model)}</Paragraphs>
    <Paragraphs>
      {`Values are printed as recorded. A long one is wrapped without a hyphen; a hyphen that is printed belongs to the value. A character that is invisible, or that no font of this report has, is written as its code point, such as ⟨U+200B⟩. Made with ${model.program}.`}
    </Paragraphs>
    <Subheading>Words of likelihood</Subheading>
    <Words>
      {`${yardstickWords(model.findings.map(({ likelihood }) => likelihood))} Confidence rates the sources and reasoning behind a finding, and is stated apart from its likelihood.`}
    </Words>
  </>
);

const removedAmong = (register: ReportModel['register']): number => register.filter(({ removed }) => removed).length;

/** Says of queries and copies only where the report has any. */
export function methodWords({ exhibits, register }: Pick<ReportModel, 'exhibits' | 'register'>): string {
  const removed = removedAmong(register);
  const queries = exhibits.some(({ content }) => content?.kind === 'query');
  return [
    'An exhibit that was imported is kept as the bytes that came in, with their SHA-256; tables are parsed from those bytes. A working copy, the result of a query and a chart are exhibits that the program made, and say from what.',
    queries
      ? 'A statement printed here ran on those tables, or on the records of the case where it says so. Beside it stand the hashes of the exhibits it read and the hash of its result, so that it can be run again and compared. Its lines are indented by layout; within quotes, a tab and a blank at the start or end of a line are written as code points.'
      : '',
    removed > 0 ? 'Of a removed exhibit the bytes are gone; its number, hash and record stay.' : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const Summary = ({ model }: { readonly model: ReportModel }) =>
  model.summary.trim() === '' ? <BottomLine model={model} /> : <Paragraphs>{model.summary}</Paragraphs>;

/** Where nobody wrote a summary the findings speak for themselves, and the reader is told so. */
const BottomLine = ({ model }: { readonly model: ReportModel }) => (
  <View>
    <Words style={{ marginBottom: 4 }}>
      {model.findings.length === 0
        ? 'No summary has been written and no finding stated.'
        : 'No summary has been written; the findings in short:'}
    </Words>
    {model.findings.map(({ label, claim, likelihood }) => (
      <View key={label} style={{ flexDirection: 'row', marginBottom: 3 }}>
        <Words style={{ width: 34 }}>{label}</Words>
        <View style={{ flex: 1 }}>
          <Words>{`${claim} (${likelihoodText(likelihood)})`}</Words>
        </View>
      </View>
    ))}
  </View>
);

/** An edition with few sections still holds little: what is meant is its own kind. */
const NOTHING_LEFT_OUT = 'No exhibit, finding, entity or link was taken out of this edition or masked in it.';

function Scope({ model }: { readonly model: ReportModel }) {
  const removed = removedAmong(model.register);
  const { label, title, requester, team, priority, status, dueAt, dueZone, background } = model.case;
  return (
    <>
      {background.trim() === '' ? null : <Paragraphs>{background}</Paragraphs>}
      <Fact term="Case">
        <Words>{`${label}, ${title}`}</Words>
      </Fact>
      <Fact term="Asked by">
        <Words>{[requester, team].filter((part) => part !== '').join(', ') || 'Not stated'}</Words>
      </Fact>
      <Fact term="Priority, status">
        <Words>{`${priority}, ${status}`}</Words>
      </Fact>
      {dueAt === null ? null : (
        <Fact term={dueAt < model.printedAt ? 'Was due' : 'Due'}>
          <Words>{moment(dueAt, dueZone)}</Words>
        </Fact>
      )}
      <Fact term="Material">
        <Words>
          {`${countedByKind(model.register)} in the case${removed > 0 ? `, ${count(removed)} of them removed` : ''}; ${counted(model.exhibits.length, 'exhibit')} with an entry in this edition; ${counted(model.findings.length, 'finding')} printed`}
        </Words>
      </Fact>
      <Fact term="Not shown">
        {model.leftOut.length + model.redactedAs.length === 0 ? <Words>{NOTHING_LEFT_OUT}</Words> : null}
        {model.redactedAs.length === 0 ? null : <Words>{redactedAsWords(model.redactedAs)}</Words>}
        {model.board?.hidden ? <Words>{hiddenWords(model.board)}</Words> : null}
        {model.leftOut.map((group) => (
          <Words key={`${group.what} ${group.shown} ${group.reason}`}>{`${leftOutWords(group)}.`}</Words>
        ))}
      </Fact>
    </>
  );
}

export const summarySection: Section = {
  light: true,
  show: { on: 'same page', Body: Summary },
};
export const scopeSection: Section = {
  light: true,
  show: { on: 'same page', Body: Scope },
};
export const methodSection: Section = {
  show: { on: 'same page', Body: Method },
};
