import { Radio, RadioGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Chart } from '../../../shared/contract/charts.ts';
import type { Input } from '../../../shared/contract/commands.ts';
import { chartScene } from '../../../shared/domain/chart-scene/chart-scene.ts';
import { sceneSvg } from '../../../shared/domain/chart-scene/svg.ts';
import { PAPER } from '../../../shared/domain/chart-scene/themes.ts';
import { call, host } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toaster.ts';

const SIZE = { width: 960, height: 540, size: 13, titled: true } as const;
const SCALE = 2;

/** The chart as a PNG of twice its size, in the colours of paper. @throws when the page cannot draw it */
async function asPng(chart: Chart): Promise<Uint8Array> {
  const scene = chartScene(chart, SIZE);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sceneSvg(scene, PAPER, SCALE))}`;
  await image.decode();
  const canvas = new OffscreenCanvas(scene.width * SCALE, Math.ceil(scene.height * SCALE));
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('no canvas to draw on');
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

interface Props {
  readonly chart: Chart;
  readonly of: Input<'chart.export'>['of'];
  readonly onClose: () => void;
}

/** Writes the drawing to a file of the user's choice. The file leaves the encrypted store, and the dialog says so. */
export function ExportChartDialog({ chart, of, onClose }: Props) {
  const [format, setFormat] = useState<'svg' | 'png'>('svg');
  const write = async (): Promise<void> => {
    const { ticket, name } = await call('chart.export', format === 'svg' ? { of } : { of, png: await asPng(chart) });
    if ((await host().save(ticket, name)) === 'cancelled') return;
    showToast({ message: `The chart was exported to ${name}.`, intent: 'success' });
  };
  return (
    <ConfirmDialog title="Export the chart" confirm="Export" onClose={onClose} onConfirm={write}>
      <RadioGroup
        label="Format"
        selectedValue={format}
        onChange={(event) => setFormat(event.currentTarget.value as 'svg' | 'png')}
      >
        <Radio value="svg" label="SVG: vectors, sharp at every size" />
        <Radio value="png" label="PNG: a picture of 1,920 pixels across, opens everywhere" />
      </RadioGroup>
      <p className="rt-muted">The exported file is not encrypted. The export is recorded in the custody log.</p>
    </ConfirmDialog>
  );
}
