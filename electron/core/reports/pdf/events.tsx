import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { precisionWords } from '../../../../shared/domain/moments.ts';
import type { ReportModel } from '../model.ts';
import { Caption } from './captions.tsx';
import { count } from './format.ts';
import { Muted } from './frame.tsx';
import { INK, SIZE } from './printing.ts';
import type { Section } from './section.ts';
import { SheetTable } from './tables.tsx';
import { Referring, Words } from './text.tsx';

const TABLE = 'table-events';
const SMALL = { fontSize: SIZE.small } as const;
const UNDER = { fontSize: SIZE.exact, color: INK.muted } as const;

/** For pages of its own: a table that grows with the case stands directly on them. */
const Events = ({ model: { events, eventTotal: total } }: { readonly model: ReportModel }) => (
  <>
    <Muted style={{ marginBottom: 4 }}>
      {`${counted(total, 'event')} entered by hand${total > events.length ? `, of which the first ${count(events.length)} are printed` : ''}, in the order in which they happened. A time is as exact as it is known, on the clocks of the zone below it. “Discovered” is when the investigation came to know of the event, on the same clocks.`}
    </Muted>
    <Caption anchor={TABLE} style={{ marginBottom: 4 }} />
    <SheetTable
      columns={[
        { key: 'when', title: 'When', width: 136 },
        { key: 'what', title: 'What', width: 'rest' },
        { key: 'discovered', title: 'Discovered', width: 84 },
        { key: 'exhibits', title: 'Exhibits', width: 76 },
      ]}
      rows={events.map(({ told, exhibits }, index) => ({
        key: String(index),
        cells: [
          told ? (
            <View key="t">
              <Words style={SMALL}>{told.when.replace(' to ', '\nto ')}</Words>
              <Words style={UNDER}>{`${told.zone}, ${precisionWords(told.precision)}`}</Words>
              {told.utc === '' ? null : <Words style={UNDER}>{told.utc}</Words>}
            </View>
          ) : (
            <Words key="t" style={UNDER}>
              withheld
            </Words>
          ),
          told ? (
            <View key="w">
              <Words style={SMALL}>{told.what}</Words>
              {told.note === '' ? null : <Words style={{ fontSize: SIZE.exact }}>{told.note}</Words>}
            </View>
          ) : (
            <Words key="w" style={UNDER}>
              Withheld: it rests only on exhibits whose content is not shown.
            </Words>
          ),
          <Words key="d" style={SMALL}>
            {told?.discovered ?? ''}
          </Words>,
          <Referring key="e" style={SMALL}>
            {exhibits.length === 0 ? 'none' : exhibits.join(', ')}
          </Referring>,
        ],
      }))}
    />
  </>
);

export const eventsSection: Section = {
  items: () => [{ anchor: TABLE, kind: 'table', caption: 'Events, in the order in which they happened' }],
  given: ({ events }) => events.length > 0,
  show: { on: 'new page', Body: Events, fills: true },
};
