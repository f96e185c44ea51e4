import { Image, View } from '@react-pdf/renderer';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { ResultColumn } from '../../../../shared/contract/query.ts';
import { Edition } from '../../../../shared/contract/reports.ts';
import type { ReportExhibit, ReportModel, ReportPicture, ReportQuery } from '../model.ts';
import { cellText, count, counted, utc } from './format.ts';
import { Fact, Mark, Muted, Subheading } from './frame.tsx';
import { BODY_WIDTH, INK, SIZE, useLandmark } from './printing.ts';
import type { Section } from './section.ts';
import { columnWidths, Table } from './tables.tsx';
import { Exact, exhibitAnchor, Paragraphs, Words } from './text.tsx';

const TAB = 4;
const MONO_ADVANCE = 0.6; // of the font size, in Noto Sans Mono
/** Columns side by side; the rest follow in a further table, so that a cell keeps a readable width. */
const COLUMNS_ABREAST = 6;

/** A statement as it was written: each line its own, indented by layout and not by characters that would be copied. */
export const Sql = ({ children }: { readonly children: string }) => (
  <View style={{ backgroundColor: INK.faint, padding: 6, marginTop: 2 }}>
    {children.split(/\r\n|\n/).map((line, index) => {
      const text = line.replaceAll('\t', ' '.repeat(TAB));
      const indent = text.length - text.trimStart().length;
      return (
        <View
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and are never reordered
          key={index}
          style={{ paddingLeft: indent * MONO_ADVANCE * SIZE.exact, minHeight: SIZE.exact * 1.4 }}
        >
          {text.trim() === '' ? null : <Exact style={{ lineHeight: 1.4 }}>{text.trim()}</Exact>}
        </View>
      );
    })}
  </View>
);

export function Query({ query, record }: { readonly query: ReportQuery; readonly record: Exhibit }) {
  const { columns, rows, rowCount, limitedBy, inputs } = query;
  const sheets = Array.from({ length: Math.ceil(columns.length / COLUMNS_ABREAST) }, (_, at) => at * COLUMNS_ABREAST);
  return (
    <View style={{ paddingHorizontal: 6 }}>
      <Subheading>Statement</Subheading>
      <Sql>{query.sql}</Sql>
      <Muted style={{ marginTop: 3 }}>{`Run ${utc(query.ranAt)}`}</Muted>
      {inputs.length === 0 ? null : <Subheading>Read from</Subheading>}
      {inputs.map(({ name, exhibitLabel, sha256 }) => (
        <View key={name} style={{ marginBottom: 2 }}>
          <Words>{exhibitLabel === null ? `${name} (the case's own records)` : `${name}, from ${exhibitLabel}`}</Words>
          {sha256 === null ? null : <Exact>{sha256}</Exact>}
        </View>
      ))}
      {sheets.map((from) => {
        const some = columns.slice(from, from + COLUMNS_ABREAST);
        const longest = some.map(({ name }, at) =>
          Math.max(name.length, ...rows.map((row) => cellText(row[from + at] ?? null).length)),
        );
        const widths = columnWidths(longest, BODY_WIDTH - 12, MONO_ADVANCE * SIZE.exact, 12);
        return (
          <View key={from} style={{ marginBottom: 6 }}>
            <Table
              lead={
                <>
                  {from === 0 ? <Subheading>Result</Subheading> : null}
                  {sheets.length === 1 ? null : (
                    <Muted>{`Columns ${from + 1} to ${from + some.length} of ${columns.length}`}</Muted>
                  )}
                </>
              }
              columns={some.map((column, at) => ({
                key: String(at),
                title: column.name,
                width: widths[at] ?? 0,
                right: numeric(column),
              }))}
              rows={rows.map((row, number) => {
                const cells = row.slice(from, from + COLUMNS_ABREAST);
                return {
                  key: String(number),
                  tall: cells.some((value) => cellText(value).length > 400),
                  cells: cells.map((value, at) => (
                    <Exact
                      // biome-ignore lint/suspicious/noArrayIndexKey: two columns may bear one name
                      key={at}
                      style={{
                        color: value === null ? INK.muted : INK.text,
                        textAlign: numeric(some[at]) ? 'right' : 'left',
                      }}
                    >
                      {cellText(value)}
                    </Exact>
                  )),
                };
              })}
            />
          </View>
        );
      })}
      <Muted>{extent(rows.length, rowCount, limitedBy)}</Muted>
      <Exact style={{ color: INK.muted }}>{record.sha256}</Exact>
    </View>
  );
}

const numeric = (column: ResultColumn | undefined): boolean => column?.type === 'INTEGER' || column?.type === 'REAL';

/** What part of the result is printed, said in so many words. */
export function extent(printed: number, rowCount: number, limitedBy: ReportQuery['limitedBy']): string {
  const kept =
    limitedBy === null
      ? ''
      : ` The statement had more rows than the limit of ${limitedBy} that was set; ${count(rowCount)} were kept.`;
  if (rowCount === 0) return `The result has no rows.${kept} Its SHA-256:`;
  if (rowCount === 1) return `The one row of the result.${kept} Its SHA-256:`;
  if (printed >= rowCount) return `All ${counted(rowCount, 'row')} of the result.${kept} Its SHA-256:`;
  return `Rows 1–${count(printed)} of ${count(rowCount)}; the rest is in the exhibit.${kept} The full result has SHA-256:`;
}

function Exhibits({ model }: { readonly model: ReportModel }) {
  const { edition, exhibits } = model;
  return (
    <>
      {exhibits.length === 0 ? (
        <Words>
          {edition === 'executive' ? 'No finding cites an exhibit yet.' : 'No exhibit is part of this report.'}
        </Words>
      ) : null}
      {exhibits.map((exhibit, index) => (
        <ExhibitEntry key={exhibit.record.id} exhibit={exhibit} first={index === 0} brief={edition === 'executive'} />
      ))}
    </>
  );
}

interface Entry {
  readonly exhibit: ReportExhibit;
  readonly first: boolean;
  readonly brief: boolean;
}

function ExhibitEntry({ exhibit, first, brief }: Entry) {
  const { record, picture, pictureLeftOut, dataset, query } = exhibit;
  const { node } = useLandmark(exhibitAnchor(record.label));
  return (
    <View style={{ marginTop: first ? 0 : 16 }}>
      <View wrap={false} minPresenceAhead={70}>
        <View
          {...node}
          style={{ flexDirection: 'row', backgroundColor: INK.faint, paddingVertical: 4, paddingHorizontal: 6 }}
        >
          <Words style={{ width: 58, fontWeight: 700, fontSize: SIZE.subheading }}>{record.label}</Words>
          <View style={{ flex: 1 }}>
            <Words style={{ fontWeight: 700, fontSize: SIZE.subheading, lineHeight: 1.35 }}>{record.title}</Words>
          </View>
          <Mark anchor={exhibitAnchor(record.label)} />
        </View>
        <View style={{ paddingHorizontal: 6, marginTop: 4 }}>
          <Record record={record} brief={brief} />
        </View>
      </View>
      {record.note === '' ? null : (
        <Paragraphs style={{ paddingHorizontal: 6, marginTop: 4 }}>{record.note}</Paragraphs>
      )}
      {picture ? <Picture picture={picture} label={record.label} /> : null}
      {pictureLeftOut === null ? null : <Muted style={{ paddingHorizontal: 6, marginTop: 4 }}>{pictureLeftOut}</Muted>}
      {dataset ? (
        <View style={{ paddingHorizontal: 6, marginTop: 4 }}>
          <Words>{`Parsed as the table ${dataset.view}: ${counted(dataset.rows, 'row')}, ${counted(dataset.columns.length, 'column')}. ${dataset.sentence}`}</Words>
          {brief ? null : (
            <Muted>{`Columns: ${dataset.columns.map(({ name, type }) => `${name} (${type})`).join(', ')}`}</Muted>
          )}
        </View>
      ) : null}
      {query ? <Query query={query} record={record} /> : null}
    </View>
  );
}

const grade = ({ reliability, credibility }: Exhibit): string | null =>
  reliability === null && credibility === null
    ? null
    : `${reliability ?? '–'}${credibility ?? '–'} (Admiralty scale: reliability of the source, credibility of the information)`;

function Record({ record, brief }: { readonly record: Exhibit; readonly brief: boolean }) {
  const graded = grade(record);
  return (
    <View>
      {record.kind === 'file' ? (
        <Fact term="File">
          <Words>{`${record.originalName}  ·  ${record.mediaType}  ·  ${count(record.bytes)} bytes`}</Words>
        </Fact>
      ) : (
        <Fact term="Kind">
          <Words>{`Frozen query; its result is ${count(record.bytes)} bytes`}</Words>
        </Fact>
      )}
      <Fact term="SHA-256">
        <Exact style={{ lineHeight: 1.6 }}>{record.sha256}</Exact>
      </Fact>
      <Fact term="Acquired">
        <Words>{`${utc(record.acquiredAt)} (taken in ${record.acquiredZone}) by ${record.acquiredBy}: ${record.acquiredHow}`}</Words>
      </Fact>
      {record.source === '' ? null : (
        <Fact term="Source">
          <Words>{record.source}</Words>
        </Fact>
      )}
      {brief || graded === null ? null : (
        <Fact term="Grade">
          <Words>{graded}</Words>
        </Fact>
      )}
      {brief || record.sensitivity === 'normal' ? null : (
        <Fact term="Sensitivity">
          <Words>{record.sensitivity}</Words>
        </Fact>
      )}
      {record.typeWarning === null ? null : (
        <Fact term="Note">
          <Words>{record.typeWarning}</Words>
        </Fact>
      )}
      {record.removedAt === null ? null : (
        <Fact term="Removed">
          <Words>{`${utc(record.removedAt)}: ${record.removedReason ?? ''}. Its bytes are gone; number, hash and record stay.`}</Words>
        </Fact>
      )}
    </View>
  );
}

const TALLEST = 228;

function Picture({ picture, label }: { readonly picture: ReportPicture; readonly label: string }) {
  // Never larger than one point a pixel: a small picture is not blown up.
  const scale = Math.min((BODY_WIDTH - 12) / picture.width, TALLEST / picture.height, 1);
  return (
    <View wrap={false} style={{ paddingHorizontal: 6, marginTop: 6 }}>
      <Image
        src={{ data: Buffer.from(picture.bytes), format: 'jpg' }}
        style={{ width: picture.width * scale, height: picture.height * scale, border: `0.5pt solid ${INK.rule}` }}
      />
      <Muted style={{ marginTop: 3 }}>
        {`${label}, drawn anew for this report; the original, ${count(picture.width)} by ${count(picture.height)} pixels, is unchanged in the vault.`}
      </Muted>
    </View>
  );
}

export const exhibitsSection: Section = {
  title: ({ edition }) => (edition === 'executive' ? 'Key exhibits' : 'Exhibits'),
  editions: Edition.options,
  entries: ({ exhibits }) =>
    exhibits.map(({ record }) => ({
      anchor: exhibitAnchor(record.label),
      title: `${record.label}  ${record.title}`,
    })),
  mostListed: 24,
  show: { on: 'new page', Body: Exhibits },
};
