import { Path, Rect, Svg, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { Chart } from '../../../../shared/contract/charts.ts';
import { chartScene } from '../../../../shared/domain/chart-scene/chart-scene.ts';
import type { Scene, Shape } from '../../../../shared/domain/chart-scene/scene.ts';
import { chartTable } from '../../../../shared/domain/chart-scene/table.ts';
import { colourOf, PAPER } from '../../../../shared/domain/chart-scene/themes.ts';
import { footWords, titleFor } from '../../../../shared/domain/chart-scene/words.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import type { ReportChart, Shown } from '../model.ts';
import { figureAnchor, tableAnchor } from '../numbered.ts';
import { Caption } from './captions.tsx';
import { widthOf } from './fitting.ts';
import { Muted } from './frame.tsx';
import { BODY_WIDTH, SIZE, usePrinting } from './printing.ts';
import { columnWidths, Table } from './tables.tsx';
import { tagged } from './tags.ts';
import { Exact, nowhere, Words } from './text.tsx';

const read = (document: Shown): Chart => Chart.parse(JSON.parse(document));
const WIDTH = BODY_WIDTH - 12;
const HEIGHT = 262;
/** A chart with many categories is taller, but never more than one page holds beside its record. */
const TALLEST = 470;

interface Content {
  /** Of the exhibit. */
  readonly label: string;
  readonly chart: ReportChart;
  /** What was asked, and of what. */
  readonly children: ReactNode;
}

/** A saved chart as vectors, what it rests on in words, and its figures. */
export function ChartContent({ chart, label, children }: Content) {
  const { landmarks } = usePrinting();
  const saved = read(chart.document);
  const asked = chartScene(saved, { width: WIDTH, height: HEIGHT, size: 8, titled: false });
  const scene =
    asked.height <= TALLEST
      ? asked
      : chartScene(saved, { width: WIDTH, height: TALLEST, size: 7, titled: false, fixed: true });
  return (
    <View style={{ paddingHorizontal: 6, marginTop: 6 }}>
      <View wrap={false}>
        <Drawing
          scene={scene}
          width={WIDTH}
          alt={chartWords(saved, landmarks.get(figureAnchor(label))?.title ?? label)}
        />
        <Caption anchor={figureAnchor(label)} />
        <Muted>{footWords(saved).join(' ')}</Muted>
      </View>
      <Figures chart={saved} label={label} most={chart.most} />
      {children}
    </View>
  );
}

/** A chart as the one figure of a page, in full width, and what of its rows is not drawn. @param height in points */
export function FigureDrawing({ document, caption, height }: OneFigure) {
  const saved = read(document);
  return (
    <View>
      <Drawing
        scene={chartScene(saved, { width: BODY_WIDTH, height, size: 8, titled: false, fixed: true })}
        width={BODY_WIDTH}
        alt={chartWords(saved, caption)}
      />
      <Muted style={{ marginTop: 3 }}>{footWords(saved).join(' ')}</Muted>
    </View>
  );
}

interface OneFigure {
  readonly document: Shown;
  readonly caption: string;
  readonly height: number;
}

/** "Figure 2: Payouts by day. Chart: sum of amount by day. …" */
const chartWords = (chart: Chart, caption: string): string =>
  [`${caption}.`, `Chart: ${titleFor(chart)}.`, ...footWords(chart)].join(' ');

/** A chart within a tile of the board. */
export function ChartDrawing({
  document,
  width,
  height,
}: {
  readonly document: Shown;
  readonly width: number;
  readonly height: number;
}) {
  const scene = chartScene(read(document), {
    width: 480,
    height: (480 * height) / width,
    size: 13,
    titled: false,
    fixed: true,
  });
  return <Drawing scene={scene} width={width} alt="" />;
}

interface DrawnScene {
  readonly scene: Scene;
  readonly width: number;
  /** For whoever does not see it. */
  readonly alt: string;
}

export function Drawing({ scene, width, alt }: DrawnScene) {
  const scale = width / scene.width;
  const height = scene.height * scale;
  return (
    <View {...tagged({ role: 'Figure', alt })} wrap={false} style={{ width, height }}>
      <Svg
        viewBox={`0 0 ${scene.width} ${scene.height}`}
        width={width}
        height={height}
        style={{ position: 'absolute', left: 0, top: 0 }}
      >
        {scene.shapes.map((shape, at) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity, and are never reordered
          shape.is === 'text' ? null : <Mark key={at} shape={shape} />,
        )}
      </Svg>
      {scene.shapes.map((shape, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity, and are never reordered
        shape.is === 'text' ? <Label key={at} shape={shape} scale={scale} /> : null,
      )}
    </View>
  );
}

function Mark({ shape }: { readonly shape: Exclude<Shape, { is: 'text' }> }) {
  const { fill, stroke, weight, dash, opacity } = shape;
  const style = {
    fill: fill === undefined ? 'none' : colourOf(PAPER, fill),
    ...(stroke === undefined ? {} : { stroke: colourOf(PAPER, stroke), strokeWidth: weight ?? 1 }),
    ...(dash && dash.length > 0 ? { strokeDasharray: dash.join(' ') } : {}),
    ...(opacity === undefined ? {} : { opacity }),
  };
  if (shape.is === 'path') return shape.d === '' ? null : <Path d={shape.d} {...style} />;
  return <Rect x={shape.x} y={shape.y} width={shape.width} height={shape.height} {...style} />;
}

const LINE = 1.3;
/** From the top of a line to its base line, of the font size. */
const BASE = 1.02;

function Label({ shape, scale }: { readonly shape: Extract<Shape, { is: 'text' }>; readonly scale: number }) {
  const size = shape.size * scale;
  const width = widthOf(shape.text, 'Sans', shape.bold ? 700 : 400) * size;
  const left = shape.x * scale - { start: 0, middle: width / 2, end: width }[shape.anchor];
  return (
    <View
      style={{
        position: 'absolute',
        left,
        top: shape.y * scale - BASE * size,
        width: width * 1.1 + 4,
        height: size * LINE * 1.2,
      }}
    >
      <Words
        breaks={nowhere}
        style={{
          fontSize: size,
          lineHeight: LINE,
          color: colourOf(PAPER, shape.paint),
          ...(shape.bold ? { fontWeight: 700 } : {}),
        }}
      >
        {shape.text}
      </Words>
    </View>
  );
}

function Figures({ chart, label, most }: { readonly chart: Chart; readonly label: string; readonly most: number }) {
  const { columns, rows } = chartTable(chart);
  const shown = rows.slice(0, most);
  const longest = columns.map((name, at) => Math.max(name.length, ...shown.map((row) => row[at]?.length ?? 0)));
  const widths = columnWidths(longest, WIDTH, 0.6 * SIZE.exact, 12);
  return (
    <View style={{ marginBottom: 6 }}>
      <Table
        together
        lead={<Caption anchor={tableAnchor(label)} style={{ marginTop: 10, marginBottom: 3 }} />}
        columns={columns.map((title, at) => ({ key: String(at), title, width: widths[at] ?? 0, right: at > 0 }))}
        rows={shown.map((row, number) => ({
          key: String(number),
          tall: false,
          cells: row.map((cell, at) => (
            <Exact key={columns[at]} style={{ textAlign: at > 0 ? 'right' : 'left' }}>
              {cell}
            </Exact>
          )),
        }))}
      />
      <Muted>
        {shown.length < rows.length
          ? `The first ${counted(shown.length, 'row')} of ${rows.length.toLocaleString('en-US')}; the rest is in the exhibit.`
          : `All ${counted(rows.length, 'row')} that the chart draws.`}
      </Muted>
    </View>
  );
}
