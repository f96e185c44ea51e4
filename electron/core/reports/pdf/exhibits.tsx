import { Image, View } from '@react-pdf/renderer';
import { ordinal } from '../../../../shared/domain/acquisitions.ts';
import type { ReportAcquisition, ReportExhibit, ReportModel, ReportPicture, ReportRecord } from '../model.ts';
import { figureAnchor, itemsOfExhibit } from '../numbered.ts';
import { Caption } from './captions.tsx';
import { ExhibitContent, KINDS } from './exhibit-kinds.tsx';
import { count, utc } from './format.ts';
import { Fact, Muted } from './frame.tsx';
import { jpegSource } from './picture-source.ts';
import { BODY_WIDTH, INK, OfExhibit, SIZE, useLandmark, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { tagged } from './tags.ts';
import { Exact, exhibitAnchor, Paragraphs, Words } from './text.tsx';

function Exhibits({ model }: { readonly model: ReportModel }) {
  const { exhibits } = model;
  return (
    <>
      {exhibits.length === 0 ? <Words>No exhibit is part of this report.</Words> : null}
      {exhibits.map((exhibit, index) => (
        <ExhibitEntry key={exhibit.record.label} exhibit={exhibit} first={index === 0} />
      ))}
    </>
  );
}

interface Entry {
  readonly exhibit: ReportExhibit;
  readonly first: boolean;
}

function ExhibitEntry({ exhibit, first }: Entry) {
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
      {picture ? <Picture picture={picture} label={record.label} /> : null}
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

function Picture({ picture, label }: { readonly picture: ReportPicture; readonly label: string }) {
  const { landmarks } = usePrinting();
  // Never larger than one point a pixel: a small picture is not blown up.
  const scale = Math.min((BODY_WIDTH - 12) / picture.width, TALLEST / picture.height, 1);
  return (
    <View wrap={false} style={{ paddingHorizontal: 6, marginTop: 6 }}>
      <View {...tagged({ role: 'Figure', alt: `Picture of ${landmarks.get(figureAnchor(label))?.title ?? label}` })}>
        <Image
          src={jpegSource(picture.bytes)}
          style={{ width: picture.width * scale, height: picture.height * scale, border: `0.5pt solid ${INK.rule}` }}
        />
      </View>
      <Caption anchor={figureAnchor(label)} />
      <Muted>
        {`${label}, as a JPEG made for this report, without the file's metadata; the exhibit has ${count(picture.width)} by ${count(picture.height)} pixels.${redactedWords(picture)}`}
      </Muted>
    </View>
  );
}

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
  items: ({ exhibits }) =>
    exhibits.flatMap((each) =>
      itemsOfExhibit(each).map((item) => ({ ...item, parent: exhibitAnchor(each.record.label) })),
    ),
  mostListed: 24,
  show: { on: 'new page', Body: Exhibits },
};
