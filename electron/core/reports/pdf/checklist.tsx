import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { CHECK_STATES } from '../../../../shared/domain/typologies/typology.ts';
import type { ReportCheck, ReportModel } from '../model.ts';
import { Caption } from './captions.tsx';
import { utc } from './format.ts';
import { Muted } from './frame.tsx';
import { INK, SIZE } from './printing.ts';
import type { Section } from './section.ts';
import { SheetTable } from './tables.tsx';
import { Words } from './text.tsx';

const TABLE = 'table-checklist';

/** For pages of its own: a table that grows with the case stands directly on them. */
const Checklist = ({ model: { checklist } }: { readonly model: ReportModel }) => (
  <>
    <Muted style={{ marginBottom: 4 }}>{checklistWords(checklist)}</Muted>
    <Caption anchor={TABLE} style={{ marginBottom: 4 }} />
    <SheetTable
      columns={[
        { key: 'number', title: 'Entry', width: 36 },
        { key: 'what', title: 'What was to be asked or done, and what was noted', width: 'rest' },
        { key: 'state', title: 'State', width: 150 },
      ]}
      rows={checklist.map(({ text, typology, state, note, by, at }, index) => ({
        key: String(index),
        tall: note.length > 2000,
        cells: [
          <Words key="n" style={{ fontSize: SIZE.small }}>
            {String(index + 1)}
          </Words>,
          <View key="w">
            <Words style={{ fontSize: SIZE.small }}>{text}</Words>
            {note === '' ? null : <Words style={{ fontSize: SIZE.exact }}>{note}</Words>}
            {typology === '' ? null : <Words style={{ fontSize: SIZE.exact, color: INK.muted }}>{typology}</Words>}
          </View>,
          <View key="s">
            <Words style={{ fontSize: SIZE.small }}>{CHECK_STATES[state]}</Words>
            {at === null ? null : (
              <Words style={{ fontSize: SIZE.exact, color: INK.muted }}>{`${by}, ${utc(at)}`}</Words>
            )}
          </View>,
        ],
      }))}
    />
  </>
);

export function checklistWords(checklist: readonly Pick<ReportCheck, 'state'>[]): string {
  const of = (state: ReportCheck['state']) => checklist.filter((each) => each.state === state).length;
  return `${counted(checklist.length, 'entry', 'entries')}: ${of('done')} done, ${of('not-applicable')} not applicable, ${of('open')} open. An entry that is done says that it was looked into; what was found stands in the findings.`;
}

export const checklistSection: Section = {
  items: () => [{ anchor: TABLE, kind: 'table', caption: 'What was asked and done by the list' }],
  given: ({ checklist }) => checklist.length > 0,
  show: { on: 'new page', Body: Checklist, fills: true },
};
