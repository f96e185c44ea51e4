import { Link, Page, View } from '@react-pdf/renderer';
import type { ReportSection } from '../../../../shared/contract/report-setup.ts';
import { openPoints } from '../../../../shared/domain/report-points.ts';
import { holds } from '../../../../shared/domain/report-sections.ts';
import { TLP } from '../../../../shared/domain/tlp.ts';
import type { ReportModel } from '../model.ts';
import { PageNumber } from './captions.tsx';
import { count, moment, utc } from './format.ts';
import { Caveat, CopyMark, DraftLabel, Fact, PageLine, TlpLabel, UNRECORDED } from './frame.tsx';
import { INK, type Landmark, MARGIN, SIZE, usePrinting } from './printing.ts';
import { tagged } from './tags.ts';
import { Exact, Words } from './text.tsx';

/** Lines of contents below which the report itself begins on the same page. */
const FEW = 18;
export const isShort = (landmarks: Iterable<Landmark>): boolean =>
  [...landmarks].filter(({ listed, kind }) => listed || kind !== undefined).length <= FEW;

export function Contents() {
  const { landmarks } = usePrinting();
  const all = [...landmarks.values()];
  return (
    <View>
      <Lines title="Contents" lines={all.filter(({ listed }) => listed)} />
      <Lines title="Figures" lines={all.filter(({ kind }) => kind === 'figure')} />
      <Lines title="Tables" lines={all.filter(({ kind }) => kind === 'table')} />
    </View>
  );
}

function Lines({ title: heading, lines }: { readonly title: string; readonly lines: readonly Landmark[] }) {
  const [first, ...rest] = lines;
  if (!first) return null;
  return (
    <View style={{ marginBottom: 6 }}>
      {/* In one with the first line: a heading alone would stay behind at the end of a page. */}
      <View wrap={false}>
        <View {...tagged({ role: 'H1' })}>
          <Words style={{ fontSize: SIZE.heading, fontWeight: 700, lineHeight: 1.3, marginBottom: 3 }}>{heading}</Words>
        </View>
        <ContentsLine of={first} />
      </View>
      {rest.map((line) => (
        <ContentsLine key={line.anchor} of={line} />
      ))}
    </View>
  );
}

const ContentsLine = ({ of: { anchor, title, parent } }: { readonly of: Landmark }) => (
  <Link
    {...tagged({ role: 'TOCI' })}
    src={`#${anchor}`}
    wrap={false}
    style={{ color: INK.text, textDecoration: 'none' }}
  >
    <View
      wrap={false}
      style={{
        flexDirection: 'row',
        justifyContent: 'space-between',
        paddingVertical: parent === null ? 1.25 : 0.25,
        paddingLeft: parent === null ? 0 : 14,
        borderBottom: parent === null ? `0.5pt solid ${INK.rule}` : 'none',
      }}
    >
      <Words
        style={
          parent === null ? { width: 420, fontWeight: 700 } : { width: 420, fontSize: SIZE.small, lineHeight: 1.35 }
        }
      >
        {title}
      </Words>
      <PageNumber anchor={anchor} width={40} right size={parent === null ? SIZE.body : SIZE.small} />
    </View>
  </Link>
);

export const EDITION: Record<ReportModel['edition'], string> = {
  executive: 'Executive edition',
  legal: 'Legal edition',
  infosec: 'Information security edition',
};

/** @param sections of this very report: what the cover says it holds, it holds */
export function Cover({
  model,
  sections,
}: {
  readonly model: ReportModel;
  readonly sections: readonly ReportSection[];
}) {
  const { label, title, codename, tlp, requester, team, dueAt, dueZone } = model.case;
  return (
    <Page
      size={model.paper === 'letter' ? 'LETTER' : 'A4'}
      {...(usePrinting().pagination === 'packing' ? { experimentalPagination: true } : {})}
      style={{ fontFamily: 'Sans', fontSize: SIZE.body, color: INK.text, paddingBottom: 60 }}
    >
      <CopyMark model={model} />
      <View
        style={{
          backgroundColor: '#000000',
          paddingHorizontal: MARGIN.side,
          paddingVertical: 22,
          flexDirection: 'row',
          justifyContent: 'space-between',
          alignItems: 'center',
        }}
      >
        <View style={{ width: 290 }}>
          <Words style={{ color: '#ffffff', fontSize: SIZE.small, letterSpacing: 1.2 }}>
            CONFIDENTIAL INVESTIGATION REPORT
          </Words>
        </View>
        <TlpLabel tlp={tlp} size={18} />
      </View>
      <Caveat text={model.caveat} edge={{ position: 'absolute', left: MARGIN.side, right: MARGIN.side, top: 82 }} />
      <Caveat text={model.caveat} edge={{ position: 'absolute', left: MARGIN.side, right: MARGIN.side, bottom: 8 }} />
      <View style={{ paddingHorizontal: MARGIN.side, paddingTop: 96 }}>
        <Words style={{ fontSize: SIZE.subheading, color: INK.muted }}>
          {[label, codename].filter((part) => part !== '').join('  ·  ')}
        </Words>
        <Words style={{ fontSize: SIZE.title, fontWeight: 700, lineHeight: 1.25, marginTop: 6 }}>{title}</Words>
        {model.draft > 0 ? (
          <View style={{ flexDirection: 'row', alignItems: 'center', marginTop: 10 }}>
            <DraftLabel />
            <Words style={{ marginLeft: 8 }}>{`${openPoints(model.draft)} of the report check.`}</Words>
          </View>
        ) : null}
        <Words style={{ fontSize: SIZE.subheading, marginTop: 14 }}>{EDITION[model.edition]}</Words>
        <Words style={{ color: INK.muted }}>{holds(model.edition, (id) => sections.includes(id))}</Words>
        <View style={{ marginTop: 44, paddingTop: 10, borderTop: `0.75pt solid ${INK.text}` }}>
          <Fact term="Prepared for">
            <Words>{[requester, team].filter((part) => part !== '').join(', ') || 'Not stated'}</Words>
          </Fact>
          <Fact term="Recipient">
            <Words>{`${model.recipient || 'Not stated'}${model.copy === undefined ? '' : `, copy ${model.copy}`}`}</Words>
          </Fact>
          <Fact term="Prepared by">
            <Words>{model.preparedBy}</Words>
          </Fact>
          <Fact term="Date">
            <Words>{moment(model.printedAt, model.zone)}</Words>
            <Words style={{ color: INK.muted, fontSize: SIZE.small }}>{utc(model.printedAt)}</Words>
          </Fact>
          {dueAt === null || dueAt < model.printedAt ? null : (
            <Fact term="Due">
              <Words>{moment(dueAt, dueZone)}</Words>
            </Fact>
          )}
          <Fact term="Custody head">
            <Words>{`This report shows the case as entry ${count(model.chain.seq)} of the vault's custody log left it. SHA-256 of that entry:`}</Words>
            <Exact>{model.chain.hash}</Exact>
            {model.unrecorded && (
              <Words style={{ fontWeight: 700 }}>{`${UNRECORDED}. That log does not tell of this print.`}</Words>
            )}
          </Fact>
        </View>
        <View style={{ marginTop: 32, padding: 14, backgroundColor: INK.faint, borderLeft: `3pt solid ${INK.text}` }}>
          <Words style={{ fontWeight: 700 }}>Handling</Words>
          <Words>{`${TLP[tlp].label}. ${TLP[tlp].audience}`}</Words>
          {model.caveat === '' ? null : <Words style={{ marginTop: 4 }}>{model.caveat}</Words>}
        </View>
      </View>
      <View
        fixed
        style={{
          position: 'absolute',
          bottom: 28,
          left: MARGIN.side,
          right: MARGIN.side,
          flexDirection: 'row',
          justifyContent: 'space-between',
          alignItems: 'center',
        }}
      >
        <PageLine />
        <TlpLabel tlp={tlp} />
      </View>
    </Page>
  );
}
