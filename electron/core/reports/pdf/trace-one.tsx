import { View } from '@react-pdf/renderer';
import { Trace } from '../../../../shared/contract/traces.ts';
import { flowScene } from '../../../../shared/domain/tracing/flow-scene.ts';
import { METHODS } from '../../../../shared/domain/tracing/methods.ts';
import { staleWords } from '../../../../shared/domain/tracing/words.ts';
import type { Shown } from '../model.ts';
import { Drawing } from './chart-drawing.tsx';
import { Muted } from './frame.tsx';
import { BODY_WIDTH } from './printing.ts';
import { Words } from './text.tsx';

/** Accounts of a step that are drawn; of a flow that is higher than it may be there are fewer, and the rest of a step is one box. */
const ACCOUNTS = [8, 6, 4, 3, 2] as const;
interface OneFlow {
  readonly document: Shown;
  /** Of the exhibit. */
  readonly label: string;
  readonly caption: string;
  /** In points, at most. */
  readonly height: number;
}

/** A saved trace as the one figure of a page: its flow by the first method that it is drawn by, and whatever speaks against it. */
export function FlowFigure({ document, label, caption, height }: OneFlow) {
  const trace = Trace.parse(JSON.parse(document));
  const method = trace.drawnBy[0] ?? 'haircut';
  const scenes = ACCOUNTS.map((most) => flowScene(trace, { width: BODY_WIDTH, size: 7, method, most }));
  const scene = scenes.find((each) => each.height <= height) ?? scenes.at(-1);
  const stale = staleWords(trace);
  const words = `Money flow by ${METHODS[method].name}. Other methods, the limits of the trace and every payment are in ${label}.`;
  return (
    <View>
      {scene && <Drawing scene={scene} width={BODY_WIDTH} alt={`${caption}. ${words}`} />}
      <Muted style={{ marginTop: 3 }}>{words}</Muted>
      {stale !== null && <Words>{stale}</Words>}
      {trace.balances ? null : <Words>The tables of this trace DO NOT BALANCE: it is not to be relied on.</Words>}
    </View>
  );
}
