import { Link, View } from '@react-pdf/renderer';
import { Edition } from '../../../../shared/contract/reports.ts';
import { actionWords } from '../../../../shared/domain/custody-actions.ts';
import type { ReportModel } from '../model.ts';
import { count, counted, utc } from './format.ts';
import { Muted, Subheading } from './frame.tsx';
import { INK, SIZE, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { SheetTable } from './tables.tsx';
import { Exact, exhibitAnchor, Words } from './text.tsx';

/** 32 characters of a hash and a little air, at the size of `Exact`: a SHA-256 stands on two even lines. */
const HASH = 32 * 0.6 * SIZE.exact + 12;

function Custody({ model }: { readonly model: ReportModel }) {
  const { register, chain, signedBy } = model;
  return (
    <>
      <Words>
        {`The case holds ${counted(register.length, 'exhibit')}. Each was hashed while it was imported; the program offers no way to change its bytes. Every act is an entry of a log in which each entry carries the SHA-256 of the one before, so that an altered entry no longer fits those after it. Whoever can rewrite the whole store can rewrite the whole log: compare the head below with one that was kept elsewhere. This report was made from the vault as entry ${count(chain.seq)} of the log left it; prints recorded after that entry are not listed. Its SHA-256 is`}
      </Words>
      <Exact style={{ marginTop: 2 }}>{chain.hash}</Exact>
      <Words style={{ marginTop: 6 }}>
        The finished file is signed with the Ed25519 key of the vault; the signature comes as a file of its own, named
        like this one with .sig. Compare the fingerprint of the key (SHA-256 of its DER form) with what the sender says
        it is:
      </Words>
      <Exact style={{ marginTop: 2 }}>{signedBy}</Exact>
      <Subheading>Register of exhibits</Subheading>
      <SheetTable
        columns={[
          { key: 'label', title: 'Exhibit', width: 48 },
          { key: 'what', title: 'What it is and how it was acquired', width: 'rest' },
          { key: 'bytes', title: 'Bytes', width: 70 },
          { key: 'sha', title: 'SHA-256', width: HASH },
        ]}
        rows={register.map((exhibit) => ({
          key: exhibit.id,
          cells: [
            <Reference key="l" label={exhibit.label} />,
            <View key="w">
              <Words style={{ fontSize: SIZE.small }}>{exhibit.title}</Words>
              <Words style={{ fontSize: SIZE.exact, color: INK.muted }}>
                {`${exhibit.originalName === exhibit.title ? '' : `${exhibit.originalName}; `}${utc(exhibit.acquiredAt)}, ${exhibit.acquiredBy}, ${exhibit.acquiredHow}${exhibit.removedAt === null ? '' : `; removed ${utc(exhibit.removedAt)}: ${exhibit.removedReason ?? ''}`}`}
              </Words>
            </View>,
            <Exact key="b">{count(exhibit.bytes)}</Exact>,
            <Exact key="s">{exhibit.sha256}</Exact>,
          ],
        }))}
      />
    </>
  );
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

/** For pages of its own: a table that grows with the case stands directly on them. */
const CustodyLog = ({ model: { custody: entries, custodyTotal: total } }: { readonly model: ReportModel }) => (
  <>
    <Muted style={{ marginBottom: 4 }}>
      {`${counted(total, 'entry', 'entries')} that concern this case, among them those of the vault as a whole; oldest first. ${total > entries.length ? `Printed are the newest ${count(entries.length)}; the whole log can be exported from the vault. ` : ''}A gap in the numbers is an entry of another case.`}
    </Muted>
    <SheetTable
      columns={[
        { key: 'seq', title: 'Entry', width: 42 },
        { key: 'what', title: 'When, who, what; detail; SHA-256 of the entry', width: 'rest' },
      ]}
      rows={entries.map((entry) => ({
        key: String(entry.seq),
        tall: entry.detail.length > 2000,
        cells: [
          <Exact key="n" style={{ lineHeight: 1.6 }}>
            {String(entry.seq)}
          </Exact>,
          <View key="w">
            <View style={{ flexDirection: 'row' }}>
              <Words style={{ fontSize: SIZE.exact, width: 268, color: INK.muted }}>
                {`${utc(entry.at)}  ·  ${entry.actor}, ${entry.program}  ·  ${entry.action}`}
              </Words>
              <Words style={{ fontSize: SIZE.exact, flex: 1, fontWeight: 700 }}>
                {`${actionWords(entry.action)}  ${entry.subject}`}
              </Words>
            </View>
            {entry.detail === '{}' ? null : <Exact style={{ fontSize: 6.5, lineHeight: 1.3 }}>{entry.detail}</Exact>}
            <Exact style={{ fontSize: 6.5, lineHeight: 1.3, color: INK.muted }}>{entry.hash}</Exact>
          </View>,
        ],
      }))}
    />
  </>
);

export const custodySection: Section = {
  title: () => 'Custody',
  editions: Edition.options,
  show: { on: 'same page', Body: Custody },
};
export const custodyLogSection: Section = {
  title: () => 'Custody log',
  editions: ['legal'],
  under: 'custody',
  given: ({ custody }) => custody.length > 0,
  show: { on: 'new page', Body: CustodyLog },
};
