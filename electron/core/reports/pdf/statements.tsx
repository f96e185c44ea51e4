import { Link, Text, View } from '@react-pdf/renderer';
import type { ReportStatement } from '../../../../shared/contract/reports.ts';
import { joinedRows, type RowRange, rowsWithin, rowsWords } from '../../../../shared/domain/cited-rows.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import type { ReportExhibit, ReportModel, ReportQuery } from '../model.ts';
import { tracedStatements } from '../traced-statements.ts';
import { Caption } from './captions.tsx';
import { Sql, statementLines } from './exhibit-kinds.tsx';
import { count, printedCell } from './format.ts';
import { Fact, Muted, Subheading } from './frame.tsx';
import { ON_PAGE } from './numbering.ts';
import { INK, LINE, SIZE, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { Table } from './tables.tsx';
import { Exact, findingAnchor, NO_HYPHENS, prose, Referring, Words } from './text.tsx';

interface Part {
  readonly model: ReportModel;
}
const SMALL = { fontSize: SIZE.small } as const;
const STATEMENTS = 'table-statements';
/** Lines of SQL that are printed here too where the exhibit has an entry of its own. */
const MOST_LINES = 24;

const OPEN: Readonly<Record<ReportStatement['rests'], string>> = {
  named: '',
  assessment: 'Assessment, marked as such.',
  nothing: 'Names no exhibit, and is not marked as assessment.',
};
/** Of one that names what does not exist, or what it sets aside. */
const BORNE_OUT = 'What it names does not bear it out, and it is not marked as assessment.';

/** From each statement to its exhibits, and from each exhibit to its hash, statement and rows. */
function Statements({ model }: Part) {
  const statements = tracedStatements(model.traced);
  const of = (rests: ReportStatement['rests']) => statements.filter((each) => each.rests === rests).length;
  const labels = [...new Set(statements.flatMap(({ exhibits }) => exhibits.map(({ label }) => label)))].sort();
  return (
    <>
      <Muted style={{ marginBottom: 4 }}>
        {`${counted(statements.length, 'statement')} of the bottom line, the summary and the findings: ${count(of('named'))} with exhibits or findings behind them, ${count(of('assessment'))} marked as assessment, ${count(of('nothing'))} with neither.`}
      </Muted>
      <Table
        lead={<Caption anchor={STATEMENTS} style={{ marginBottom: 3 }} />}
        columns={[
          { key: 'number', title: 'No.', width: 30 },
          { key: 'where', title: 'Stands in', width: 98 },
          { key: 'text', title: 'Statement', width: 'rest' },
          { key: 'rests', title: 'Rests on', width: 150 },
        ]}
        rows={statements.map((statement, at) => ({
          key: String(at),
          tall: statement.text.length > 600 || statement.exhibits.length > 40,
          cells: [
            <Words key="n" style={SMALL}>
              {String(at + 1)}
            </Words>,
            <Where key="w" where={statement.where} />,
            <Words key="t" style={SMALL}>
              {statement.text}
            </Words>,
            <RestsOn key="r" statement={statement} model={model} />,
          ],
        }))}
      />
      {labels.length === 0 ? null : <Subheading style={{ marginTop: 14 }}>Exhibits behind the statements</Subheading>}
      {labels.map((label) => (
        <Behind key={label} label={label} statements={statements} model={model} />
      ))}
    </>
  );
}

/** "F-1, page 4" */
function Where({ where }: { readonly where: string }) {
  const { landmarks } = usePrinting();
  const anchor = [findingAnchor(where), ...(where === 'Summary' ? ['summary'] : [])].find((each) =>
    landmarks.has(each),
  );
  if (anchor === undefined) return <Words style={SMALL}>{where}</Words>;
  return (
    <Text hyphenationCallback={prose as never} hyphenationPenalty={NO_HYPHENS} style={{ ...SMALL, lineHeight: LINE }}>
      <Link src={`#${anchor}`} style={{ color: INK.link, textDecoration: 'none' }}>
        {`${where}${ON_PAGE}`}
      </Link>
    </Text>
  );
}

function RestsOn({ statement, model }: Part & { readonly statement: ReportStatement }) {
  const { exhibits, findings, rests, led } = statement;
  const open = rests === 'nothing' && exhibits.length + findings.length > 0 ? BORNE_OUT : OPEN[rests];
  return (
    <View>
      {rests === 'named' ? null : <Words style={SMALL}>{open}</Words>}
      {led ? <Words style={SMALL}>By what leads in to it:</Words> : null}
      {exhibits.map(({ label, rows }) => (
        <Referring key={label} paged style={SMALL}>
          {`${label}${citedWords(label, rows, model)}${withheldWords(label, model)}`}
        </Referring>
      ))}
      {findings.map((label) => (
        <Where key={label} where={label} />
      ))}
    </View>
  );
}

/** " (rows 3 and 5; row 401 is not there)"; of what is not shown nobody is told how many rows it has. */
function citedWords(label: string, rows: readonly RowRange[], { exhibits }: ReportModel): string {
  if (rows.length === 0) return '';
  const entry = exhibits.find(({ record }) => record.label === label);
  const total = (entry && rowsOf(entry)) ?? Number.MAX_SAFE_INTEGER;
  const [there, none] = [rowsWithin(rows, 1, total), rowsWithin(rows, total + 1, Number.MAX_SAFE_INTEGER)];
  const [only, ...others] = none;
  const verb = only && others.length === 0 && only.from === only.to ? 'is' : 'are';
  const missing = none.length === 0 ? '' : `${rowsWords(none)} ${verb} not there`;
  return ` (${[rowsWords(there), missing].filter((each) => each !== '').join('; ')})`;
}

/** Rows that can be cited of an exhibit; null where none are counted. */
function rowsOf({ content }: ReportExhibit): number | null {
  if (content?.kind === 'query') return content.query.rowCount;
  return content?.kind === 'file' ? Math.max(0, ...content.datasets.map(({ rows }) => rows)) : null;
}

/** What a reader has to know of an exhibit that is named and not shown. */
function withheldWords(label: string, { register, exhibits }: ReportModel): string {
  const line = register.find((each) => each.label === label);
  if (!line) return ', which is not in this case';
  if (line.record === null) return ', not shown in this edition';
  const entry = exhibits.find(({ record }) => record.label === label);
  return entry && (entry.contentLeftOut !== null || line.record.masked !== null)
    ? ', content not shown in this edition'
    : '';
}

/** What identifies an exhibit and was asked of it, with the rows that statements cite. */
function Behind({
  label,
  statements,
  model,
}: Part & { readonly label: string; readonly statements: readonly ReportStatement[] }) {
  const { entries } = usePrinting();
  const line = model.register.find((each) => each.label === label);
  const entry = model.exhibits.find(({ record }) => record.label === label);
  const record = line?.record ?? null;
  const from = model.annex?.derivation.find((each) => each.label === label);
  const numbers = statements.flatMap(({ exhibits }, at) =>
    exhibits.some((each) => each.label === label) ? [at + 1] : [],
  );
  const rows = joinedRows(
    statements.flatMap(({ exhibits }) => exhibits.flatMap((each) => (each.label === label ? each.rows : []))),
  );
  const sql = entry ? sqlOf(entry) : null;
  const long = sql !== null && entries.has(label) && statementLines(sql).length > MOST_LINES;
  return (
    <View style={{ marginTop: 7, borderTop: `0.5pt solid ${INK.rule}`, paddingTop: 3 }}>
      <View wrap={false} minPresenceAhead={20}>
        <Referring paged style={{ fontWeight: 700 }}>
          {`${label}  ${record?.title ?? ''}`}
        </Referring>
        <Fact term="Statements">
          <Words style={SMALL}>{numbers.join(', ')}</Words>
        </Fact>
        {record === null ? (
          <Fact term="Not shown">
            <Words style={SMALL}>{line?.leftOut ?? 'No exhibit of this case has that number.'}</Words>
          </Fact>
        ) : (
          <Fact term="SHA-256">
            <Exact style={{ lineHeight: 1.6 }}>{record.sha256}</Exact>
          </Fact>
        )}
      </View>
      {[record?.masked ?? null, entry?.contentLeftOut ?? null].map((words) =>
        words === null ? null : (
          <Fact key={words} term="Not shown">
            <Words style={SMALL}>{words}</Words>
          </Fact>
        ),
      )}
      {from === undefined ? null : (
        <Fact term={MADE_OF[from.how] ?? `Is a ${from.how} of`}>
          {from.from.map((each) => (
            <Original key={each} label={each} model={model} />
          ))}
        </Fact>
      )}
      {sql === null ? null : (
        <View wrap={statementLines(sql).length > MOST_LINES}>
          <Fact term="SQL">
            {long ? (
              <Words style={SMALL}>{`${counted(statementLines(sql).length, 'line')}, at its entry.`}</Words>
            ) : (
              <Sql>{sql}</Sql>
            )}
          </Fact>
        </View>
      )}
      {entry ? <Rows entry={entry} rows={rows} /> : null}
    </View>
  );
}

/** How an exhibit came of those that are named behind it, where it is no copy of one. */
const MADE_OF: Readonly<Record<string, string>> = {
  ...{ query: 'Read from', chart: 'Drawn from', trace: 'Traced in', 'taken from': 'Taken from' },
};

const sqlOf = ({ content }: ReportExhibit): string | null =>
  content?.kind === 'query' ? content.query.sql : content?.kind === 'chart' ? content.chart.sql : null;

/** "E-0003, page 8" with its hash. */
function Original({ label, model }: Part & { readonly label: string }) {
  const record = model.register.find((each) => each.label === label)?.record;
  return (
    <>
      <Referring paged style={SMALL}>
        {label}
      </Referring>
      {record ? <Exact style={{ color: INK.muted }}>{record.sha256}</Exact> : null}
    </>
  );
}

/** The rows that are cited, as far as they are printed; of the others where they are. */
function Rows({
  entry: { record, content },
  rows,
}: {
  readonly entry: ReportExhibit;
  readonly rows: readonly RowRange[];
}) {
  if (content?.kind === 'file')
    return (
      <>
        {content.datasets.map(({ view, rows: total }) => (
          <Fact key={view} term="Table">
            <Words style={SMALL}>
              {`${view}, ${counted(total, 'row')}${rows.length === 0 ? '' : `; cited: ${rowsWords(rows)}`}`}
            </Words>
          </Fact>
        ))}
        <NoSuch rows={rows} total={Math.max(0, ...content.datasets.map((each) => each.rows))} />
      </>
    );
  if (content?.kind !== 'query') return null;
  const { query } = content;
  const beyond = rowsWithin(rows, query.rows.length + 1, query.rowCount);
  const printed = rowsWithin(rows, 1, query.rows.length);
  return (
    <>
      <Fact term="Result">
        <Words style={SMALL}>{resultWords(query, record.label)}</Words>
      </Fact>
      {query.rows.map((cells, index) => {
        const row = index + 1;
        return !printed.some(({ from, to }) => row >= from && row <= to) ? null : (
          <Fact key={row} term={`Row ${count(row)}`}>
            <Exact>
              {query.columns.map(({ name }, at) => `${name}: ${printedCell(cells[at] ?? null)}`).join('; ')}
            </Exact>
          </Fact>
        );
      })}
      {beyond.length === 0 ? null : (
        <Fact term="Not printed">
          <Words style={SMALL}>{`Cited and behind the printed rows: ${rowsWords(beyond)}.`}</Words>
        </Fact>
      )}
      <NoSuch rows={rows} total={query.rowCount} />
    </>
  );
}

/** What is cited and is not there. */
function NoSuch({ rows, total }: { readonly rows: readonly RowRange[]; readonly total: number }) {
  const none = rowsWithin(rows, total + 1, Number.MAX_SAFE_INTEGER);
  return none.length === 0 ? null : (
    <Fact term="Not there">
      <Words style={SMALL}>{`Cited, though there are ${counted(total, 'row')}: ${rowsWords(none)}.`}</Words>
    </Fact>
  );
}

const resultWords = ({ rows, rowCount }: ReportQuery, label: string): string =>
  rows.length < rowCount
    ? `${counted(rowCount, 'row')}, of which ${count(rows.length)} are printed; the companion ${label}.rows.csv of a delivery holds them.`
    : `${counted(rowCount, 'row')}.`;

export const statementsSection: Section = {
  given: ({ traced }) => traced.some(({ text }) => text.trim() !== ''),
  items: () => [{ anchor: STATEMENTS, kind: 'table', caption: 'Statements and what they rest on' }],
  show: { on: 'new page', Body: Statements },
};
