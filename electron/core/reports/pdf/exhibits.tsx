import { Image, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { ordinal } from '../../../../shared/domain/acquisitions.ts';
import type { ReportAcquisition, ReportExhibit, ReportModel, ReportPicture, ReportRecord } from '../model.ts';
import { figureAnchor, itemsOfExhibit } from '../numbered.ts';
import { Caption } from './captions.tsx';
import { ExhibitContent, isWide, KINDS, Result } from './exhibit-kinds.tsx';
import { count, utc } from './format.ts';
import { Fact, Heading, Muted, Sheet, Subheading } from './frame.tsx';
import { jpegSource } from './picture-source.ts';
import { BODY_WIDTH, INK, OfExhibit, SIZE, useLandmark, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { tagged } from './tags.ts';
import { Exact, exhibitAnchor, Paragraphs, Words } from './text.tsx';

/** Wide tables of one sheet: the layout of a sheet costs more than its share, the longer it is. */
const TABLES_A_SHEET = 8;

const wideOf = ({ exhibits }: Pick<ReportModel, 'exhibits'>) =>
  exhibits.flatMap(({ record, content }) =>
    content?.kind === 'query' && isWide(content.query) ? [{ record, query: content.query }] : [],
  );

interface Opened {
  readonly model: ReportModel;
  /** Stands above its heading. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** The entries, and behind them on turned pages the tables that are too wide for their place. */
function Exhibits({ model, lead, children }: Opened) {
  const { exhibits } = model;
  const wide = wideOf(model);
  return (
    <>
      <Sheet model={model}>
        {lead}
        <Heading anchor="exhibits" first={!lead} ahead={110} />
        {exhibits.length === 0 ? <Words>No exhibit is part of this report.</Words> : null}
        {abreastOf(exhibits).map((together, index) =>
          together.map((exhibit, at) => (
            <ExhibitEntry key={exhibit.record.label} exhibit={exhibit} first={index + at === 0}>
              {together.length === 1 ? undefined : at < together.length - 1 ? null : <Abreast exhibits={together} />}
            </ExhibitEntry>
          )),
        )}
        {wide.length === 0 ? children : null}
      </Sheet>
      {Array.from({ length: Math.ceil(wide.length / TABLES_A_SHEET) }, (_, at) => at * TABLES_A_SHEET).map((from) => (
        <Sheet key={from} model={model} landscape>
          {from === 0 ? <Subheading style={{ marginTop: 0 }}>Wide tables</Subheading> : null}
          {wide.slice(from, from + TABLES_A_SHEET).map(({ record, query }) => (
            <OfExhibit key={record.label} label={record.label}>
              <Result query={query} record={record} turned />
            </OfExhibit>
          ))}
        </Sheet>
      ))}
      {wide.length === 0 || !children ? null : <Sheet model={model}>{children}</Sheet>}
    </>
  );
}

/** Height to width from which on a picture is that of a telephone. */
const UPRIGHT = 1.3;
const MOST_ABREAST = 3;

const isUpright = ({ picture, content }: ReportExhibit): boolean =>
  picture !== null &&
  picture.height >= picture.width * UPRIGHT &&
  (content === null || (content.kind === 'file' && content.datasets.length === 0 && content.timeline === null));

/** Exhibits in their order; upright pictures that follow each other share a row, two or three of them. */
export function abreastOf(exhibits: readonly ReportExhibit[]): ReportExhibit[][] {
  const groups: ReportExhibit[][] = [];
  for (const exhibit of exhibits) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && last.length < MOST_ABREAST && isUpright(exhibit) && isUpright(before)) last.push(exhibit);
    else groups.push([exhibit]);
  }
  return groups;
}

const BETWEEN = 12;
const TALLEST_ABREAST = 300;

/** Upright pictures side by side, each with its caption and the hash of its exhibit. */
function Abreast({ exhibits }: { readonly exhibits: readonly ReportExhibit[] }) {
  const width = (BODY_WIDTH - 12 - (MOST_ABREAST - 1) * BETWEEN) / MOST_ABREAST;
  return (
    <View wrap={false} style={{ flexDirection: 'row', paddingHorizontal: 6, marginTop: 8 }}>
      {exhibits.map(({ picture, record: { label, sha256 } }, at) =>
        picture === null ? null : (
          <View key={label} style={{ width, marginRight: at < exhibits.length - 1 ? BETWEEN : 0 }}>
            <Shot picture={picture} label={label} width={width} height={TALLEST_ABREAST} />
            <Caption anchor={figureAnchor(label)} />
            <Muted>{pictureWords(picture, label)}</Muted>
            <Exact style={{ color: INK.muted }}>{sha256}</Exact>
          </View>
        ),
      )}
    </View>
  );
}

interface Entry {
  readonly exhibit: ReportExhibit;
  readonly first: boolean;
  /** In place of its picture: null where that follows with others. */
  readonly children?: ReactNode;
}

function ExhibitEntry({ exhibit, first, children }: Entry) {
  const { record, picture, pictureLeftOut, content, contentLeftOut } = exhibit;
  const { node } = useLandmark(exhibitAnchor(record.label));
  return (
    <View style={{ marginTop: first ? 0 : 16 }}>
      <View wrap={false} minPresenceAhead={70}>
        <View
          {...node}
          {...tagged({ role: 'H2' })}
          style={{ flexDirection: 'row', backgroundColor: INK.faint, paddingVertical: 4, paddingHorizontal: 6 }}
        >
          <Words style={{ width: 58, fontWeight: 700, fontSize: SIZE.subheading }}>{record.label}</Words>
          <View style={{ flex: 1 }}>
            <Words style={{ fontWeight: 700, fontSize: SIZE.subheading, lineHeight: 1.35 }}>{record.title}</Words>
          </View>
        </View>
        <View style={{ paddingHorizontal: 6, marginTop: 4 }}>
          <Record record={record} />
        </View>
      </View>
      {record.note === '' ? null : (
        <Paragraphs style={{ paddingHorizontal: 6, marginTop: 4 }}>{record.note}</Paragraphs>
      )}
      {children !== undefined ? children : picture ? <Picture picture={picture} label={record.label} /> : null}
      {pictureLeftOut === null ? null : <Muted style={{ paddingHorizontal: 6, marginTop: 4 }}>{pictureLeftOut}</Muted>}
      {[record.masked, contentLeftOut].map((words) =>
        words === null ? null : (
          <Muted key={words} style={{ paddingHorizontal: 6, marginTop: 4 }}>
            {words}
          </Muted>
        ),
      )}
      {content === null ? null : (
        <OfExhibit label={record.label}>
          <ExhibitContent content={content} record={record} />
        </OfExhibit>
      )}
    </View>
  );
}

const grade = ({ reliability, credibility }: ReportRecord): string | null =>
  reliability === null && credibility === null
    ? null
    : `${reliability ?? '–'}${credibility ?? '–'} (Admiralty scale: reliability of the source, credibility of the information)`;

function Record({ record }: { readonly record: ReportRecord }) {
  const graded = grade(record);
  return (
    <View>
      {KINDS[record.kind].Identity(record)}
      <Fact term="SHA-256">
        <Exact style={{ lineHeight: 1.6 }}>{record.sha256}</Exact>
      </Fact>
      <Fact term="Acquired">
        <Words>{`${utc(record.acquiredAt)} (taken in ${record.acquiredZone}) by ${record.acquiredBy}${record.acquiredHow === null ? '' : `: ${record.acquiredHow}`}`}</Words>
      </Fact>
      {record.laterAcquisitions.map((later) => (
        <Fact key={later.position} term={`${ordinal(later.position)} acquisition`}>
          <Words>{laterWords(later)}</Words>
        </Fact>
      ))}
      {record.source === '' ? null : (
        <Fact term="Source">
          <Words>{record.source}</Words>
        </Fact>
      )}
      {graded === null ? null : (
        <Fact term="Grade">
          <Words>{graded}</Words>
        </Fact>
      )}
      {record.sensitivity === 'normal' ? null : (
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
          <Words>{`${utc(record.removedAt)}${record.removedReason === null ? '' : `: ${record.removedReason}. Its bytes are gone; number, hash and record stay.`}`}</Words>
        </Fact>
      )}
    </View>
  );
}

/** "2026-11-20 17:04:05 UTC (taken in Europe/Berlin) by R. Okafor: file import; file name: shot.png; source: Legal" */
function laterWords({ acquiredAt, acquiredZone, acquiredBy, acquiredHow, ...words }: ReportAcquisition): string {
  const told = [
    ['file name', words.originalName ?? ''],
    ['source', words.source],
    ['title', words.title],
    ['note', words.note],
  ].filter(([, text]) => text !== '');
  return [
    `The same bytes again, ${utc(acquiredAt)} (taken in ${acquiredZone}) by ${acquiredBy}${acquiredHow === null ? '' : `: ${acquiredHow}`}`,
    ...told.map(([term, text]) => `${term}: ${text}`),
  ].join('; ');
}

/** Two pictures with their records stand on a page. */
const TALLEST = 200;

const Picture = ({ picture, label }: { readonly picture: ReportPicture; readonly label: string }) => (
  <View wrap={false} style={{ paddingHorizontal: 6, marginTop: 6 }}>
    <Shot picture={picture} label={label} width={BODY_WIDTH - 12} height={TALLEST} />
    <Caption anchor={figureAnchor(label)} />
    <Muted>{pictureWords(picture, label)}</Muted>
  </View>
);

interface Shot {
  readonly picture: ReportPicture;
  readonly label: string;
  /** Points that it may take. */
  readonly width: number;
  readonly height: number;
}

function Shot({ picture, label, width, height }: Shot) {
  const { landmarks } = usePrinting();
  // Never larger than one point a pixel: a small picture is not blown up.
  const scale = Math.min(width / picture.width, height / picture.height, 1);
  return (
    <View {...tagged({ role: 'Figure', alt: `Picture of ${landmarks.get(figureAnchor(label))?.title ?? label}` })}>
      <Image
        src={jpegSource(picture.bytes)}
        style={{ width: picture.width * scale, height: picture.height * scale, border: `0.5pt solid ${INK.rule}` }}
      />
    </View>
  );
}

const pictureWords = (picture: ReportPicture, label: string): string =>
  `${label}, as a JPEG made for this report, without the file's metadata; the exhibit has ${count(picture.width)} by ${count(picture.height)} pixels.${redactedWords(picture)}`;

/** Said of a picture of which a part is not printed. */
export const redactedWords = ({ redacted = 0 }: Pick<ReportPicture, 'redacted'>): string =>
  redacted === 0
    ? ''
    : ` ${redacted === 1 ? 'A region of it is' : `${count(redacted)} regions of it are`} redacted in this edition: the block stands in place of the pixels.`;

export const exhibitsSection: Section = {
  entries: ({ exhibits }) =>
    exhibits.map(({ record }) => ({
      anchor: exhibitAnchor(record.label),
      title: `${record.label}  ${record.title}`,
    })),
  items: (model) => {
    const wide = new Set(wideOf(model).map(({ record }) => record.label));
    const items = (of: readonly ReportExhibit[]) =>
      of.flatMap((each) => itemsOfExhibit(each).map((item) => ({ ...item, parent: exhibitAnchor(each.record.label) })));
    const stands = Object.groupBy(model.exhibits, ({ record }) => (wide.has(record.label) ? 'turned' : 'upright'));
    return [...items(stands.upright ?? []), ...items(stands.turned ?? [])];
  },
  mostListed: 24,
  show: { Pages: Exhibits, leads: true, goesOn: true },
};
