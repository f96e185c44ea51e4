import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { EXHIBIT_KINDS } from '../../../../shared/domain/exhibit-kinds.ts';
import { leftOutWords } from '../../../../shared/domain/left-out.ts';
import { yardstickWords } from '../../../../shared/domain/likelihood.ts';
import { redactedAsWords } from '../../../../shared/domain/redactions.ts';
import type { ReportExhibit, ReportModel } from '../model.ts';
import type { Item } from '../numbered.ts';
import { Figure, Rest, theFigure } from './brief.tsx';
import { hasAnnex, MOST_FINDINGS, restsOf } from './brief-plan.ts';
import { Caption } from './captions.tsx';
import { FindingEntries } from './findings.tsx';
import { count, moment } from './format.ts';
import { Fact, isCut, Muted, Subheading } from './frame.tsx';
import { SIZE, useLandmark, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { Table } from './tables.tsx';
import { exhibitAnchor, Paragraphs, Words } from './text.tsx';

function Label({ label }: { readonly label: string }) {
  const { node } = useLandmark(exhibitAnchor(label));
  return (
    <View {...node}>
      <Words style={{ fontSize: SIZE.small, fontWeight: 700 }}>{label}</Words>
    </View>
  );
}

/** One line for each exhibit that this edition cites, in a finding or on its first page: what it is, and where it came from. */
const Cited = ({ exhibits }: { readonly exhibits: readonly ReportExhibit[] }) =>
  exhibits.length === 0 ? (
    <Words>This edition cites no exhibit that is printed.</Words>
  ) : (
    <Table
      lead={<Caption anchor={TABLE} style={{ marginBottom: 3 }} />}
      columns={[
        { key: 'label', title: 'Exhibit', width: 52 },
        { key: 'what', title: 'What it is', width: 'rest' },
        { key: 'kind', title: 'Kind', width: 72 },
        { key: 'source', title: 'Source', width: 150 },
        { key: 'day', title: 'Acquired', width: 62 },
      ]}
      rows={exhibits.map(({ record }) => ({
        key: record.label,
        cells: [
          <Label key="l" label={record.label} />,
          <Words key="w" style={{ fontSize: SIZE.small }}>
            {record.title}
          </Words>,
          <Words key="k" style={{ fontSize: SIZE.small }}>
            {EXHIBIT_KINDS[record.kind].forExecutives}
          </Words>,
          <Words key="s" style={{ fontSize: SIZE.small }}>
            {record.source === '' ? 'not named' : record.source}
          </Words>,
          <Words key="d" style={{ fontSize: SIZE.small }}>
            {record.acquiredAt.slice(0, 10)}
          </Words>,
        ],
      }))}
    />
  );

const TABLE = 'table-cited';
const cited = ({ exhibits }: ReportModel): Item[] =>
  exhibits.length === 0 ? [] : [{ anchor: TABLE, kind: 'table', caption: 'Exhibits that this edition cites' }];

const entries = ({ exhibits }: ReportModel) =>
  exhibits.map(({ record }) => ({ anchor: exhibitAnchor(record.label), title: `${record.label}  ${record.title}` }));

export const citedSection: Section = {
  given: (_model, { body }) => body === 0,
  entries,
  items: cited,
  show: { on: 'same page', Body: ({ model }) => <Cited exhibits={model.exhibits} /> },
};

/** What a reader has to know of how the report came about, and where the rest is. */
function Basis({ model }: { readonly model: ReportModel }) {
  const { requester, team, dueAt, dueZone } = model.case;
  return (
    <>
      <Fact term="Asked by">
        <Words>{[requester, team].filter((part) => part !== '').join(', ') || 'Not stated'}</Words>
      </Fact>
      {dueAt !== null && dueAt >= model.printedAt ? (
        <Fact term="Due">
          <Words>{moment(dueAt, dueZone)}</Words>
        </Fact>
      ) : null}
      <Fact term="Material">
        <Words>
          {`${counted(model.register.length, 'exhibit')} in the case, of which this edition cites ${count(model.exhibits.length)}. Those that were imported are kept as the bytes that came in, with the hash they had then. Statements, rows, hashes and the custody log are in the legal edition.`}
        </Words>
      </Fact>
      <Fact term="Not shown">
        {model.leftOut.length + model.redactedAs.length === 0 ? (
          <Words>No exhibit or finding was taken out of this edition or masked in it.</Words>
        ) : null}
        {model.redactedAs.length === 0 ? null : <Words>{redactedAsWords(model.redactedAs)}</Words>}
        {model.leftOut.map((group) => (
          <Words key={`${group.what} ${group.shown} ${group.reason}`}>{`${leftOutWords(group)}.`}</Words>
        ))}
      </Fact>
      <Fact term="Likelihood">
        <Words>
          {`${yardstickWords(model.findings.map(({ likelihood }) => likelihood))} Confidence rates sources and reasoning, and is stated apart from likelihood.`}
        </Words>
      </Fact>
      {isCut(model.caveat) ? (
        <Fact term="Handling">
          <Words>{model.caveat}</Words>
        </Fact>
      ) : null}
    </>
  );
}

export const basisSection: Section = { show: { on: 'same page', Body: Basis } };

/** What has no room in the executive edition: nothing is shrunk, and nothing dropped. */
function Annex({ model }: { readonly model: ReportModel }) {
  const { plan } = usePrinting();
  if (plan.probing) return null;
  return (
    <>
      <Muted style={{ marginBottom: 4 }}>What has no room on the pages before.</Muted>
      {restsOf(model, plan).map(({ title, rest }) => (
        <Rest key={title} title={title} rest={rest} />
      ))}
      {plan.figureInAnnex ? <Figure figure={model.brief.figure} /> : null}
      {plan.body >= 2 ? (
        <>
          <Subheading>Findings in full</Subheading>
          <FindingEntries findings={model.findings} told="in full" from={plan.body >= 3 ? MOST_FINDINGS : null} />
        </>
      ) : null}
      {plan.body >= 1 ? (
        <>
          <Subheading>Exhibits cited</Subheading>
          <Cited exhibits={model.exhibits} />
        </>
      ) : null}
      {model.method.trim() === '' || plan.body === 0 ? null : (
        <>
          <Subheading>Method</Subheading>
          <Paragraphs>{model.method}</Paragraphs>
        </>
      )}
    </>
  );
}

export const annexSection: Section = {
  given: hasAnnex,
  entries: (model, { body, probing }) => (body >= 1 && !probing ? entries(model) : []),
  mostListed: 0,
  items: (model, { body, figureInAnnex, probing }) =>
    probing ? [] : [...(figureInAnnex ? theFigure(model) : []), ...(body >= 1 ? cited(model) : [])],
  show: { on: 'new page', Body: Annex },
};
