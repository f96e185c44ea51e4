import { Link, View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { actionWords } from '../../../../shared/domain/custody-actions.ts';
import type { ReportEntry, ReportLine, ReportModel, ReportRecord } from '../model.ts';
import { Caption } from './captions.tsx';
import { count, utc } from './format.ts';
import { Muted, Subheading } from './frame.tsx';
import { INK, SIZE, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { SheetTable } from './tables.tsx';
import { anywhere, Exact, exhibitAnchor, Words } from './text.tsx';

/** 32 characters of a hash and a little air, at the size of `Exact`: a SHA-256 stands on two even lines. */
const HASH = 32 * 0.6 * SIZE.exact + 12;

const REGISTER = 'table-register';
const LOG = 'table-custody-log';

function Custody({ model }: { readonly model: ReportModel }) {
  const { register, chain, signedBy } = model;
  return (
    <>
      {/* A hash stays with the words that say of what it is. */}
      <View wrap={false}>
        <Words>
          {`The case holds ${counted(register.length, 'exhibit')}. Each was hashed when it was stored; the program offers no way to change its bytes. A change to the vault is an entry of a log in which each entry carries the SHA-256 of the one before, so that an altered entry no longer fits those after it. Whoever can rewrite the whole store can rewrite the whole log: compare the head below with one that was kept elsewhere. This report shows the case as entry ${count(chain.seq)} of the log left it; what was recorded after that entry is not in it. Its SHA-256 is`}
        </Words>
        <Exact style={{ marginTop: 2 }}>{chain.hash}</Exact>
      </View>
      <View wrap={false} style={{ marginTop: 6 }}>
        <Words>
          The finished file is signed with the Ed25519 key of the vault; the signature comes as a file of its own, named
          like this one with .sig. Compare the fingerprint of the key (SHA-256 of its DER form) with what the sender
          says it is:
        </Words>
        <Exact style={{ marginTop: 2 }}>{signedBy}</Exact>
      </View>
      <Subheading>Register of exhibits</Subheading>
      <Muted style={{ marginBottom: 4 }}>{registerWords(register)}</Muted>
      <Caption anchor={REGISTER} style={{ marginBottom: 4 }} />
      <SheetTable
        columns={[
          { key: 'label', title: 'Exhibit', width: 48 },
          { key: 'what', title: 'What it is and how it was acquired', width: 'rest' },
          { key: 'bytes', title: 'Bytes', width: 70 },
          { key: 'sha', title: 'SHA-256', width: HASH },
        ]}
        rows={register.map(({ label, record, leftOut }) => ({
          key: label,
          cells: [
            <Reference key="l" label={label} />,
            record ? (
              <View key="w">
                <Words style={{ fontSize: SIZE.small }}>{record.title}</Words>
                {/* A name that runs from right to left would take the date behind it along, and show its time first. */}
                {record.originalName === null || record.originalName === record.title ? null : (
                  <Words style={{ fontSize: SIZE.exact, color: INK.muted }}>{record.originalName}</Words>
                )}
                <Words style={{ fontSize: SIZE.exact, color: INK.muted }}>{origin(record)}</Words>
              </View>
            ) : (
              <Words key="w" style={{ fontSize: SIZE.small, color: INK.muted }}>
                {leftOut ?? ''}
              </Words>
            ),
            <Exact key="b">{record ? count(record.bytes) : ''}</Exact>,
            <Exact key="s">{record?.sha256 ?? ''}</Exact>,
          ],
        }))}
      />
    </>
  );
}

/** "2026-11-20 17:04:05 UTC, R. Okafor, file import" */
function origin({
  acquiredAt,
  acquiredBy,
  acquiredHow,
  laterAcquisitions,
  removedAt,
  removedReason,
}: ReportRecord): string {
  const how = [utc(acquiredAt), acquiredBy, acquiredHow].filter((part) => part !== null).join(', ');
  const removed =
    removedAt === null ? '' : `; removed ${utc(removedAt)}${removedReason === null ? '' : `: ${removedReason}`}`;
  const again = laterAcquisitions.map(({ acquiredAt: at, acquiredBy: by }) => `; again ${utc(at)}, ${by}`).join('');
  return `${how}${again}${removed}`;
}

export function registerWords(register: readonly ReportLine[]): string {
  const out = register.filter(({ record }) => record === null).length;
  if (out === 0) return 'One line for each exhibit of the case.';
  return `One line for each exhibit of the case; of ${out === 1 ? 'one that is' : `${count(out)} that are`} left out of this edition the number alone.`;
}

function Reference({ label }: { readonly label: string }) {
  const { entries } = usePrinting();
  const words = <Words style={{ fontSize: SIZE.small }}>{label}</Words>;
  return entries.has(label) ? (
    <Link src={`#${exhibitAnchor(label)}`} style={{ color: INK.link, textDecoration: 'none' }}>
      {words}
    </Link>
  ) : (
    words
  );
}

const shortened = (leftOut: ReportModel['leftOut']): string =>
  leftOut.some(({ what }) => what === 'entry')
    ? 'Words that people wrote, such as titles, notes and reasons, are not repeated here; the SHA-256 of an entry covers its detail too, which can be exported from the vault.'
    : '';

/** "R. Okafor, 2026-11-20 17:04:05 UTC: evidence imported, E-0001 (cli 0.1.0)." */
export const entrySentence = ({ at, actor, program, action, subject }: ReportEntry): string => {
  const words = actionWords(action);
  return `${actor}, ${utc(at)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}${subject === '' || subject === action.split('.')[0] ? '' : `, ${subject}`} (${program}).`;
};

/** "bytes: 76268; mediaType: text/csv" as words; the log itself is exported from the vault. */
export const detailWords = (detail: string): string =>
  detail
    .split('; ')
    .map((part) => {
      const [key = '', ...rest] = part.split(': ');
      const value = rest.join(': ');
      return rest.length === 0 ? part : `${keyWords(key)} ${/^\d{4,15}$/.test(value) ? count(Number(value)) : value}`;
    })
    .join('; ');

const keyWords = (key: string): string =>
  key
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^(.*?) ?sha256$/, (_, of: string) => (of === '' ? 'SHA-256' : `SHA-256 of ${of}`))
    .replace(/\bsql\b/, 'SQL')
    .replace('media type', 'type');

/** For pages of its own: a table that grows with the case stands directly on them. */
const CustodyLog = ({ model: { custody: entries, custodyTotal: total, leftOut } }: { readonly model: ReportModel }) => (
  <>
    <Muted style={{ marginBottom: 4 }}>
      {`${counted(total, 'entry', 'entries')} that concern this case, among them those of the vault as a whole; oldest first. ${total > entries.length ? `Printed are the newest ${count(entries.length)}; the whole log can be exported from the vault. ` : ''}A gap in the numbers is an entry of another case. ${shortened(leftOut)}`}
    </Muted>
    <Caption anchor={LOG} style={{ marginBottom: 4 }} />
    <SheetTable
      columns={[
        { key: 'seq', title: 'Entry', width: 42 },
        { key: 'what', title: 'Who did what, and when; facts of it; SHA-256 of the entry', width: 'rest' },
      ]}
      rows={entries.map((entry) => ({
        key: String(entry.seq),
        tall: entry.detail.length > 2000,
        cells: [
          <Exact key="n" style={{ lineHeight: 1.6 }}>
            {String(entry.seq)}
          </Exact>,
          <View key="w">
            <Words style={{ fontSize: SIZE.exact }}>{entrySentence(entry)}</Words>
            {entry.detail === '' ? null : (
              <Words breaks={anywhere} style={{ fontSize: 6.5, lineHeight: 1.3 }}>
                {detailWords(entry.detail)}
              </Words>
            )}
            <Exact style={{ fontSize: 6.5, lineHeight: 1.3, color: INK.muted }}>{entry.hash}</Exact>
          </View>,
        ],
      }))}
    />
  </>
);

export const custodySection: Section = {
  items: () => [{ anchor: REGISTER, kind: 'table', caption: 'Register of exhibits' }],
  show: { on: 'same page', Body: Custody, fills: true },
};
export const custodyLogSection: Section = {
  under: 'custody',
  given: ({ custody }) => custody.length > 0,
  items: () => [{ anchor: LOG, kind: 'table', caption: 'Custody log' }],
  show: { on: 'new page', Body: CustodyLog, fills: true },
};
