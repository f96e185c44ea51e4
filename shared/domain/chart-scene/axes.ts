import type { ScaleLinear } from 'd3-scale';
import type { Figures } from './numbers.ts';
import { type Box, fitted, line, type Shape, text, textWidth } from './scene.ts';
import type { Tick } from './time-axis.ts';

/** What a kind draws within: the room, the size of its letters, and the figures of what it measures. */
export interface Room extends Box {
  readonly size: number;
  readonly hits?: boolean;
}

/** Values upwards: grid, labels at the left. @returns with the shapes, the box that is left for the marks */
export function valuesUp(room: Room, ticks: readonly number[], figures: Figures): Box {
  const widest = Math.max(0, ...ticks.map((tick) => textWidth(figures.tick(tick), room.size)));
  return {
    left: room.left + widest + room.size * 0.7,
    right: room.right - room.size * 0.5,
    top: room.top + room.size * 0.6,
    bottom: room.bottom - room.size * 2.1,
  };
}

export function gridUp(
  box: Box,
  scale: ScaleLinear<number, number>,
  ticks: readonly number[],
  figures: Figures,
  size: number,
): Shape[] {
  return ticks.flatMap((tick) => [
    line(box.left, scale(tick), box.right, scale(tick), { stroke: tick === 0 ? 'axis' : 'grid', weight: size / 14 }),
    text(box.left - size * 0.5, scale(tick) + size * 0.35, figures.tick(tick), size, 'end', 'muted'),
  ]);
}

export function gridAcross(
  box: Box,
  scale: ScaleLinear<number, number>,
  ticks: readonly number[],
  figures: Figures,
  size: number,
): Shape[] {
  return ticks.flatMap((tick) => [
    line(scale(tick), box.top, scale(tick), box.bottom, { stroke: tick === 0 ? 'axis' : 'grid', weight: size / 14 }),
    text(scale(tick), box.bottom + size * 1.45, figures.tick(tick), size, 'middle', 'muted'),
  ]);
}

/** Labels below, those left out that would run into the one before. */
export function labelsBelow(box: Box, ticks: readonly (Tick & { readonly x: number })[], size: number): Shape[] {
  let free = Number.NEGATIVE_INFINITY;
  return ticks.flatMap(({ x, label }) => {
    const half = textWidth(label, size) / 2;
    const at = Math.min(Math.max(x, box.left + half - size * 2), box.right + size * 0.5 - half);
    if (at - half < free) return [];
    free = at + half + size * 0.8;
    return [
      line(x, box.bottom, x, box.bottom + size * 0.35, { stroke: 'axis', weight: size / 14 }),
      text(at, box.bottom + size * 1.45, label, size, 'middle', 'muted'),
    ];
  });
}

export const baseline = (box: Box, y: number, size: number): Shape =>
  line(box.left, y, box.right, y, { stroke: 'axis', weight: size / 12 });

/** Names at the left of horizontal marks, as wide as the widest but at most a third of the room. */
export function nameColumn(
  names: readonly string[],
  room: Room,
): { readonly width: number; readonly shown: readonly string[] } {
  const most = (room.right - room.left) * 0.34;
  const shown = names.map((name) => fitted(name, room.size, most));
  return { width: Math.max(0, ...shown.map((name) => textWidth(name, room.size))) + room.size * 0.6, shown };
}
