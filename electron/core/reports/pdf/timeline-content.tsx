import { View } from '@react-pdf/renderer';
import type { Lane, LaneEvents } from '../../../../shared/contract/timeline.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { shownIn } from '../../../../shared/domain/moments.ts';
import { TimelineFigure } from '../../../../shared/domain/timeline-figure.ts';
import { timelineScene } from '../../../../shared/domain/timeline-scene.ts';
import { offsetOf } from '../../../../shared/domain/zones.ts';
import type { Shown } from '../model.ts';
import { figureAnchor } from '../numbered.ts';
import { Caption } from './captions.tsx';
import { Drawing } from './chart-drawing.tsx';
import { Muted } from './frame.tsx';
import { BODY_WIDTH } from './printing.ts';

const WIDTH = BODY_WIDTH - 12;
const SIZE = 8;
/** Lanes of one drawing: more would not fit on a page beside the record. */
const MOST_LANES = 15;
const NONE = new Uint8Array();

/** A saved span of the timeline: its lanes as vectors, and in words what the drawing holds and what it does not. */
export function TimelineContent({ document, label }: { readonly document: Shown; readonly label: string }) {
  const { zone, edges, lanes, undrawn } = TimelineFigure.parse(JSON.parse(document));
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const shown = lanes.slice(0, MOST_LANES);
  const [from = 0, to = 0] = [edges[0], edges.at(-1)];
  const heads = shown.map(
    ({ name, rests, assumed, counts }, at): Lane => ({
      key: keyOf(at),
      ...{ name, rests, dated: total(counts), undated: 0, first: from, last: to },
      ...{ precision: null, zone: assumed > 0 ? 'assumed' : 'own', zoneName: '' },
    }),
  );
  const events = shown.map(
    ({ counts }, at): LaneEvents => ({
      ...{ key: keyOf(at), total: total(counts), at: NONE, until: NONE, refs: NONE },
      bins: { edges: [...edges], counts: [...counts] },
    }),
  );
  const scene = timelineScene(heads, events, { zone, from, to }, { width: WIDTH, size: SIZE, titled: false });
  const all = lanes.reduce((sum, { counts }) => sum + total(counts), 0);
  const assumed = lanes.reduce((sum, lane) => sum + lane.assumed, 0);
  const left = lanes.slice(MOST_LANES);
  const instant = (utc: number): string => shownIn(utc, offsetOf(utc, zone), 'second');
  const words = [
    `${counted(all, 'event')} in ${counted(lanes.length, 'lane')}, from ${instant(from)} to ${instant(to - 1)}, times of ${zone}.`,
    'A bar stands for one of 240 equal spans; its height is the square root of its count against the highest of its lane.',
    assumed > 0 ? `Of ${counted(assumed, 'event')} the zone is assumed to be ${zone}.` : '',
    left.length > 0
      ? `Not drawn: ${counted(left.length, 'lane')} with ${counted(total(left.flatMap(({ counts }) => counts)), 'event')} (${left.map(({ name }) => name).join(', ')}).`
      : '',
    undrawn > 0 ? `Not drawn: ${counted(undrawn, 'row')} without a time.` : '',
    'What of the case has no event in this span is not part of it.',
  ];
  return (
    <View style={{ paddingHorizontal: 6, marginTop: 6 }} wrap={false}>
      <Drawing scene={scene} width={WIDTH} alt={scene.alternative} />
      <Caption anchor={figureAnchor(label)} />
      <Muted>{words.filter((part) => part !== '').join(' ')}</Muted>
    </View>
  );
}

const keyOf = (at: number): Lane['key'] => ({ kind: 'column', datasetId: '' as never, column: String(at) });
