import { describe, expect, it } from 'vitest';
import {
  areaBetween,
  boundsOf,
  fitted,
  handlesOf,
  movedStep,
  resizedStep,
  shownPlacement,
  stepAt,
  stepFor,
  toOriginal,
  toStage,
  zoomedAt,
} from '../../../../renderer/features/copies/geometry.ts';
import type { CopyStep } from '../../../../shared/contract/copies.ts';
import { stepsProblem } from '../../../../shared/domain/copy-steps.ts';

const SIZE = { width: 200, height: 100 };
const LINE = { colour: 'red', stroke: 4 } as const;
const STYLE = { colour: 'red', weight: 1, turns: 0, marker: '1' } as const;
const box: CopyStep = { kind: 'box', x: 50, y: 20, width: 40, height: 30, ...LINE };
const arrow: CopyStep = { kind: 'arrow', fromX: 10, fromY: 10, toX: 60, toY: 60, ...LINE };
const measure = (text: string, size: number): number => (text.length * size) / 2;

describe('what is drawn', () => {
  it('stays within the picture, whatever the drag', () => {
    expect(areaBetween({ x: 150.4, y: -20 }, { x: 260, y: 40.6 }, SIZE)).toEqual({
      x: 150,
      y: 0,
      width: 50,
      height: 41,
    });
    expect(areaBetween({ x: 500, y: 500 }, { x: 500, y: 500 }, SIZE)).toEqual({ x: 199, y: 99, width: 1, height: 1 });
    const far = [
      { x: -50, y: -50 },
      { x: 999, y: 999 },
    ] as const;
    for (const tool of ['crop', 'solid', 'pixelated', 'box', 'ellipse', 'arrow', 'text', 'marker'] as const)
      for (const [from, to] of [far, far.toReversed()] as const) {
        const step = stepFor(tool, from as (typeof far)[0], to as (typeof far)[0], SIZE, STYLE);
        expect(step && stepsProblem([step, box], SIZE)).toBeNull();
      }
  });
  it('is nothing for the select tool, and no arrow without a direction', () => {
    expect(stepFor('select', { x: 1, y: 1 }, { x: 9, y: 9 }, SIZE, STYLE)).toBeNull();
    expect(stepFor('arrow', { x: 1, y: 1 }, { x: 1.2, y: 1 }, SIZE, STYLE)).toBeNull();
  });
  it('has its letters upright in the turned picture', () => {
    const turned = stepFor('text', { x: 9, y: 9 }, { x: 9, y: 9 }, SIZE, { ...STYLE, turns: 1 });
    expect(turned).toMatchObject({ kind: 'text', quarterTurns: 3 });
    const upright = stepFor('marker', { x: 9, y: 9 }, { x: 9, y: 9 }, SIZE, STYLE);
    expect(upright).toMatchObject({ kind: 'marker', quarterTurns: 0, text: '1' });
  });
});

describe('a step', () => {
  it('moves as far as the picture goes', () => {
    expect(movedStep(box, 500, -500, SIZE)).toMatchObject({ x: 160, y: 0, width: 40, height: 30 });
    expect(movedStep(arrow, -30, 60, SIZE)).toMatchObject({ fromX: 0, fromY: 50, toX: 50, toY: 100 });
    const turn: CopyStep = { kind: 'rotate', quarterTurns: 1 };
    expect(movedStep(turn, 5, 5, SIZE)).toBe(turn);
  });
  it('is resized by its handles, also inside out', () => {
    expect(handlesOf(box)).toHaveLength(8);
    expect(resizedStep(box, 'se', { x: 120, y: 90 }, SIZE)).toMatchObject({ x: 50, y: 20, width: 70, height: 70 });
    expect(resizedStep(box, 'w', { x: 60, y: 90 }, SIZE)).toMatchObject({ x: 60, y: 20, width: 30, height: 30 });
    expect(resizedStep(box, 'n', { x: 0, y: 70 }, SIZE)).toMatchObject({ x: 50, y: 50, width: 40, height: 20 });
    expect(resizedStep(arrow, 'to', { x: 300, y: 5 }, SIZE)).toMatchObject({ fromX: 10, toX: 200, toY: 5 });
    expect(resizedStep(arrow, 'to', { x: 10, y: 10 }, SIZE)).toBe(arrow);
  });
  it('covers what it draws, letters in their direction', () => {
    const text = { kind: 'text', x: 50, y: 50, text: 'abcd', size: 10, colour: 'red' } as const;
    expect(boundsOf({ ...text, quarterTurns: 0 }, measure)).toMatchObject({ x: 50, y: 50, width: 20 });
    expect(boundsOf({ ...text, quarterTurns: 2 }, measure)).toMatchObject({ x: 30, width: 20 });
    expect(boundsOf({ ...text, quarterTurns: 3 }, measure)).toMatchObject({ x: 50, y: 30, height: 20 });
    expect(boundsOf({ kind: 'rotate', quarterTurns: 1 }, measure)).toBeNull();
  });
  it('is found where it lies: the uppermost, an arrow by its line, a crop by its edge', () => {
    const crop: CopyStep = { kind: 'crop', x: 5, y: 5, width: 150, height: 90 };
    const steps = [arrow, box, crop];
    expect(stepAt(steps, { x: 55, y: 45 }, 3, measure)).toBe(1);
    expect(stepAt(steps, { x: 30, y: 31 }, 3, measure)).toBe(0);
    expect(stepAt(steps, { x: 45, y: 20 }, 3, measure)).toBeNull();
    expect(stepAt(steps, { x: 6, y: 50 }, 3, measure)).toBe(2);
  });
});

describe('the view', () => {
  it('leads from the stage to the original and back, in each turn', () => {
    for (const turns of [0, 1, 2, 3]) {
      const placement = shownPlacement(SIZE, turns);
      const view = fitted({ width: 120, height: 120 }, placement);
      const point = { x: 30, y: 70 };
      const back = toOriginal(view, placement, toStage(view, placement, point));
      expect([Math.round(back.x), Math.round(back.y)]).toEqual([30, 70]);
    }
    const turned = shownPlacement(SIZE, 1);
    expect(toStage({ scale: 1, x: 0, y: 0 }, turned, { x: 0, y: 0 })).toEqual({ x: 100, y: 0 });
  });
  it('shows all of a large picture and no more than the pixels of a small one', () => {
    expect(fitted({ width: 132, height: 1000 }, SIZE)).toMatchObject({ scale: 0.5, x: 16 });
    expect(fitted({ width: 1000, height: 1000 }, SIZE)).toEqual({ scale: 1, x: 400, y: 450 });
  });
  it('keeps what is under the pointer while zooming', () => {
    const view = zoomedAt({ scale: 1, x: 10, y: 20 }, 2, 110, 120, 1);
    expect(view).toEqual({ scale: 2, x: -90, y: -80 });
    expect(zoomedAt(view, 1000, 0, 0, 1).scale).toBe(32);
    expect(zoomedAt(view, 0.0001, 0, 0, 0.5).scale).toBe(0.25);
  });
});
