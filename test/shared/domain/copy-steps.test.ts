import { describe, expect, it } from 'vitest';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import { placementOf, stepsProblem, stepWords, turnsOf } from '../../../shared/domain/copy-steps.ts';

const SIZE = { width: 100, height: 60 };
const crop = (x: number, y: number, width: number, height: number): CopyStep => ({ kind: 'crop', x, y, width, height });
const turn = (quarterTurns: number): CopyStep => ({ kind: 'rotate', quarterTurns });
const redact: CopyStep = { kind: 'redact', x: 90, y: 50, width: 10, height: 10, style: 'solid' };

/** Where the pixel whose top left corner is (x, y) begins and ends in the copy. */
function landing(steps: readonly CopyStep[], x: number, y: number): [number, number] {
  const { matrix, width, height } = placementOf(steps, SIZE);
  const [a, b, c, d, e, f] = matrix;
  const ends = [0, 1].map((add) => [a * (x + add) + c * (y + add) + e, b * (x + add) + d * (y + add) + f] as const);
  const place: [number, number] = [
    Math.min(...ends.map((end) => end[0] as number)),
    Math.min(...ends.map((end) => end[1] as number)),
  ];
  expect(place[0] >= 0 && place[0] < width && place[1] >= 0 && place[1] < height).toBe(true);
  return place;
}

describe('where a copy lies', () => {
  it('whole and upright, each pixel stays', () => {
    expect(placementOf([redact], SIZE)).toMatchObject(SIZE);
    expect(landing([redact], 7, 9)).toEqual([7, 9]);
  });
  it('cropped, the corner of the crop comes to the corner', () => {
    const steps = [crop(20, 10, 40, 30)];
    expect(placementOf(steps, SIZE)).toMatchObject({ width: 40, height: 30 });
    expect(landing(steps, 20, 10)).toEqual([0, 0]);
    expect(landing(steps, 59, 39)).toEqual([39, 29]);
  });
  it('cropped and turned, in whichever order, the corners go round', () => {
    const corners = [1, 2, 3].map((turns) => [
      landing([crop(20, 10, 40, 30), turn(turns)], 20, 10),
      landing([turn(turns), crop(20, 10, 40, 30)], 59, 39),
    ]);
    expect(corners).toEqual([
      [
        [29, 0],
        [0, 39],
      ],
      [
        [39, 29],
        [0, 0],
      ],
      [
        [0, 39],
        [29, 0],
      ],
    ]);
  });
  it('turns add up', () => {
    expect(turnsOf([turn(3), redact, turn(2)])).toBe(1);
    expect(placementOf([turn(1), turn(3)], SIZE)).toMatchObject(SIZE);
  });
});

describe('steps that do not fit', () => {
  const beyond = (step: CopyStep, ok: CopyStep) => {
    expect(stepsProblem([ok], SIZE)).toBeNull();
    expect(stepsProblem([redact, step], SIZE)).toBe(
      `Step 2 (${step.kind}) reaches beyond the original, which has 100 x 60 pixels.`,
    );
  };
  it('reach beyond the original', () => {
    beyond(crop(61, 0, 40, 60), crop(60, 0, 40, 60));
    const line = { colour: 'red', stroke: 3 } as const;
    beyond(
      { kind: 'arrow', fromX: 0, fromY: 0, toX: 10, toY: 61, ...line },
      { kind: 'arrow', fromX: 0, fromY: 0, toX: 100, toY: 60, ...line },
    );
    const words = { text: 'A', colour: 'red', size: 20, quarterTurns: 0 } as const;
    beyond({ kind: 'text', x: 101, y: 0, ...words }, { kind: 'text', x: 0, y: 0, ...words });
    beyond(
      { kind: 'box', x: 0, y: 1, width: 1, height: 60, ...line },
      { kind: 'ellipse', x: 0, y: 0, ...SIZE, ...line },
    );
  });
  it('crop twice, point nowhere, or change nothing', () => {
    expect(stepsProblem([crop(0, 0, 9, 9), crop(0, 0, 5, 5)], SIZE)).toContain('one crop');
    const arrow: CopyStep = { kind: 'arrow', fromX: 5, fromY: 5, toX: 5, toY: 5, colour: 'red', stroke: 3 };
    expect(stepsProblem([arrow], SIZE)).toContain('begins where it ends');
    expect(stepsProblem([turn(1), turn(3), crop(0, 0, 100, 60)], SIZE)).toContain('as it is');
    expect(stepsProblem([turn(1), turn(2)], SIZE)).toBeNull();
  });
});

it('says what each step did', () => {
  expect([redact, turn(3), crop(1, 2, 3, 4)].map(stepWords)).toEqual([
    'Redacted 10 x 10 pixels at 90, 50 with solid black.',
    'Turned a quarter turn counterclockwise.',
    'Cropped to 3 x 4 pixels at 1, 2.',
  ]);
});
