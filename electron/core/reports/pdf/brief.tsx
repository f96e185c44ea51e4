import { Image, View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { CONFIDENCE, likelihoodText } from '../../../../shared/domain/likelihood.ts';
import type { ReportBrief, ReportModel, ReportQuery } from '../model.ts';
import type { Item } from '../numbered.ts';
import { BRIEF_TEXTS, type BriefText, cutAt, hasAnnex, textOf } from './brief-plan.ts';
import { Caption } from './captions.tsx';
import { FigureDrawing } from './chart-drawing.tsx';
import { EDITION } from './cover.tsx';
import { printedCell, utc } from './format.ts';
import { Heading, Muted, Sheet } from './frame.tsx';
import { jpegSource } from './picture-source.ts';
import { BODY_WIDTH, INK, SIZE, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { Table } from './tables.tsx';
import { tagged } from './tags.ts';
import { Exact, Paragraphs, Referring, Words } from './text.tsx';
import { FlowFigure } from './trace-one.tsx';

/** Page 1 of the executive edition: it stands alone, and whoever reads nothing else can act on it. */
const FirstPage = ({ model }: { readonly model: ReportModel }) => (
  <Sheet model={model}>
    <FirstTexts model={model} />
  </Sheet>
);

function FirstTexts({ model }: { readonly model: ReportModel }) {
  const { plan } = usePrinting();
  const { brief, case: of, recipient, preparedBy, printedAt } = model;
  const annexed = hasAnnex(model, plan);
  return (
    <>
      <Muted>{`CONFIDENTIAL INVESTIGATION REPORT  ·  ${EDITION.executive}`}</Muted>
      <Words style={{ fontSize: 15, fontWeight: 700, lineHeight: 1.25, marginTop: 2 }}>{of.title}</Words>
      <Muted style={{ marginTop: 2, marginBottom: 8 }}>
        {[
          of.label,
          recipient === '' ? 'recipient not stated' : `for ${recipient}`,
          `by ${preparedBy}`,
          utc(printedAt),
        ].join('  ·  ')}
      </Muted>
      <Heading anchor="brief" first />
      <View style={{ backgroundColor: INK.faint, borderLeft: `3pt solid ${INK.text}`, padding: 8 }}>
        <Told model={model} of="bottomLine" style={{ fontSize: SIZE.subheading, fontWeight: 700, lineHeight: 1.35 }} />
        <Muted style={{ marginTop: 3 }}>{confidenceWords(brief)}</Muted>
      </View>
      <Numbers numbers={brief.numbers} />
      <Block title={BRIEF_TEXTS.summary}>
        {model.summary.trim() === '' ? <Claims model={model} /> : <Told model={model} of="summary" />}
      </Block>
      <Block title={BRIEF_TEXTS.unknowns}>
        <Told model={model} of="unknowns" />
      </Block>
      <View style={{ flexDirection: 'row' }}>
        <View style={{ flex: 3, paddingRight: 14 }}>
          <Block title={BRIEF_TEXTS.decision}>
            <Told model={model} of="decision" />
            <Words style={{ fontWeight: 700 }}>{decisionWords(brief)}</Words>
          </Block>
        </View>
        <View style={{ flex: 2 }}>
          <Block title={BRIEF_TEXTS.nextStep}>
            <Told model={model} of="nextStep" />
          </Block>
        </View>
      </View>
      {plan.figureInAnnex ? null : <Figure figure={brief.figure} />}
      {annexed ? (
        <Muted style={{ marginTop: 6 }}>
          What has no room on these pages is in the annex at the end; a text that goes on there says so.
        </Muted>
      ) : null}
    </>
  );
}

function confidenceWords({ confidence }: ReportBrief): string {
  if (confidence === 'not-judged') return 'Confidence in it has not been judged yet.';
  const words = CONFIDENCE[confidence];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Who decides, and by when. A day that is over is not asked for any more. */
export function decisionWords({ decisionBy, decisionDue }: Pick<ReportBrief, 'decisionBy' | 'decisionDue'>): string {
  const who = decisionBy === '' ? 'Who decides is not stated' : `Decides: ${decisionBy}`;
  if (decisionDue === null) return `${who}; no date is set.`;
  const day = DAY.format(new Date(`${decisionDue.day}T00:00:00Z`));
  return decisionDue.past ? `${who}. The day it was asked for, ${day}, is over.` : `${who}, by ${day}.`;
}

const Block = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <View style={{ marginTop: 8 }}>
    <View {...tagged({ role: 'H2' })}>
      <Words style={{ fontSize: SIZE.subheading, fontWeight: 700, lineHeight: 1.3, marginBottom: 2 }}>{title}</Words>
    </View>
    {children}
  </View>
);

/** A text of the first page, as far as it has room there. */
function Told({
  model,
  of,
  style = {},
}: {
  readonly model: ReportModel;
  readonly of: BriefText;
  readonly style?: Parameters<typeof Words>[0]['style'];
}) {
  const { plan } = usePrinting();
  const { head, rest } = cutAt(textOf(model, of).trim(), plan.caps[of]);
  if (head === '') return <Muted>Not stated.</Muted>;
  return (
    <>
      {keyed(head.split(/\n{2,}/)).map(({ key, each: paragraph }) => (
        <Referring key={key} style={{ marginBottom: 3, ...style }}>
          {paragraph}
        </Referring>
      ))}
      {rest === '' ? null : <Muted>Goes on in the annex.</Muted>}
    </>
  );
}

/** Where nobody wrote a summary the findings speak for themselves, and the reader is told so. */
const Claims = ({ model }: { readonly model: ReportModel }) => (
  <>
    <Words>
      {model.findings.length === 0
        ? 'No summary has been written and no finding stated.'
        : 'No summary has been written; the first findings in short:'}
    </Words>
    {model.findings.slice(0, 4).map(({ label, claim, likelihood }) => (
      <Words key={label}>{`${label}  ${cutAt(claim, 200).head} (${likelihoodText(likelihood)})`}</Words>
    ))}
  </>
);

/** Paragraphs and cells have no identity but their place. */
const keyed = <T,>(list: readonly T[]) => list.map((each, at) => ({ key: String(at), each }));

const A_ROW = 4;

function Numbers({ numbers }: Pick<ReportBrief, 'numbers'>) {
  const rows = Array.from({ length: Math.ceil(numbers.length / A_ROW) }, (_, at) =>
    numbers.slice(at * A_ROW, at * A_ROW + A_ROW),
  );
  return rows.map((row) => (
    <View key={row[0]?.label} style={{ flexDirection: 'row', marginTop: 8 }}>
      {row.map(({ label, value, unit, exhibit }) => (
        <View key={label} style={{ flex: 1, paddingRight: 10 }}>
          <Words style={{ fontSize: SIZE.heading, fontWeight: 700, lineHeight: 1.2 }}>
            {[value, unit].filter((part) => part !== '').join(' ')}
          </Words>
          <Words style={{ fontSize: SIZE.small, lineHeight: 1.3 }}>{label}</Words>
          <Referring style={{ fontSize: SIZE.exact, lineHeight: 1.3, color: INK.muted }}>{exhibit}</Referring>
        </View>
      ))}
    </View>
  ));
}

const HIGH = 168;
const FLOW_HIGH = 240;
const TABLE_ROWS = 6;
const TABLE_COLUMNS = 6;
const TABLE_CELL = 60;

const ONE = 'figure-brief';
export const theFigure = ({ brief: { figure } }: ReportModel): Item[] =>
  figure === null ? [] : [{ anchor: ONE, kind: 'figure', caption: `${figure.caption} (${figure.label})` }];

/** The one figure, in full width: a chart or the flow of a trace as vectors, a picture, or the first rows of a frozen query. */
export function Figure({ figure }: Pick<ReportBrief, 'figure'>) {
  if (figure === null) return null;
  const { picture, content } = figure;
  const scale = picture && Math.min(BODY_WIDTH / picture.width, HIGH / picture.height, 1);
  return (
    <View wrap={false} style={{ marginTop: 10 }}>
      {picture && scale ? (
        <View {...tagged({ role: 'Figure', alt: `Picture of ${figure.label}: ${figure.caption}` })}>
          <Image
            src={jpegSource(picture.bytes)}
            style={{ width: picture.width * scale, height: picture.height * scale, border: `0.5pt solid ${INK.rule}` }}
          />
        </View>
      ) : null}
      {content?.kind === 'chart' ? (
        <FigureDrawing document={content.chart.document} caption={figure.caption} height={HIGH} />
      ) : null}
      {content?.kind === 'trace' ? (
        <FlowFigure
          document={content.trace.document}
          label={figure.label}
          caption={figure.caption}
          height={FLOW_HIGH}
        />
      ) : null}
      {content?.kind === 'query' ? (
        <Table
          columns={content.query.columns
            .slice(0, TABLE_COLUMNS)
            .map(({ name }, at) => ({ key: String(at), title: name, width: BODY_WIDTH / TABLE_COLUMNS - 2 }))}
          rows={content.query.rows.slice(0, TABLE_ROWS).map((row, number) => ({
            key: String(number),
            cells: keyed(row.slice(0, TABLE_COLUMNS)).map(({ key, each: cell }) => (
              <Exact key={key}>{shortened(printedCell(cell))}</Exact>
            )),
          }))}
        />
      ) : null}
      {content?.kind === 'query' ? <Muted>{notPrinted(content.query)}</Muted> : null}
      <Caption anchor={ONE} />
    </View>
  );
}

const shortened = (text: string): string => (text.length > TABLE_CELL ? `${text.slice(0, TABLE_CELL)}…` : text);

/** What of a result has no room in the figure; '' where all of it is there. */
function notPrinted({ columns, rowCount }: ReportQuery): string {
  const [rows, more] = [rowCount - TABLE_ROWS, columns.length - TABLE_COLUMNS];
  const left = [...(rows > 0 ? [counted(rows, 'more row')] : []), ...(more > 0 ? [counted(more, 'more column')] : [])];
  return left.length === 0 ? '' : `Not in this figure: ${left.join(' and ')} of the result.`;
}

/** The texts of the first page that have no room there. */
export const Rest = ({ title, rest }: { readonly title: string; readonly rest: string }) => (
  <Block title={`${title}, continued`}>
    <Paragraphs>{rest}</Paragraphs>
  </Block>
);

export const briefSection: Section = {
  items: (model, { figureInAnnex }) => (figureInAnnex ? [] : theFigure(model)),
  show: { Pages: FirstPage, Shared: FirstTexts },
};
