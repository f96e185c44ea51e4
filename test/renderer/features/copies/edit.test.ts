import { describe, expect, it } from 'vitest';
import { type Act, type Edit, edited, MOST_STEPS, NOTHING } from '../../../../renderer/features/copies/edit.ts';
import type { CopyStep } from '../../../../shared/contract/copies.ts';

const doing = (...acts: Act[]): Edit => acts.reduce(edited, NOTHING);
const box = (x: number): CopyStep => ({ kind: 'box', x, y: 0, width: 10, height: 10, colour: 'red', stroke: 2 });
const crop = (width: number): CopyStep => ({ kind: 'crop', x: 0, y: 0, width, height: 10 });
const add = (step: CopyStep): Act => ({ do: 'add', step });
const turn = (quarterTurns: number): Act => ({ do: 'turn', quarterTurns });

describe('steps', () => {
  it('are added, selected, changed and removed', () => {
    const two = doing({ do: 'tool', tool: 'box' }, add(box(1)), add(box(2)));
    expect([two.steps, two.selected, two.tool]).toEqual([[box(1), box(2)], 1, 'select']);
    expect(edited(two, { do: 'change', index: 0, step: box(5) }).steps).toEqual([box(5), box(2)]);
    const one = edited(two, { do: 'remove', index: 0 });
    expect([one.steps, one.selected]).toEqual([[box(2)], null]);
  });
  it('hold one crop, the latest, in its first place', () => {
    expect(doing(add(crop(5)), add(box(1)), add(crop(7))).steps).toEqual([crop(7), box(1)]);
  });
  it('hold one turn, which goes when the picture is upright again', () => {
    expect(doing(turn(1), add(box(1)), turn(1)).steps).toEqual([{ kind: 'rotate', quarterTurns: 2 }, box(1)]);
    expect(doing(add(box(1)), turn(3), turn(1)).steps).toEqual([box(1)]);
  });
  it('end at the most that a copy takes', () => {
    const full = Array.from({ length: MOST_STEPS }, (_, x) => add(box(x))).reduce(edited, NOTHING);
    expect(edited(full, add(box(1)))).toBe(full);
    expect(edited(full, turn(1))).toBe(full);
    expect(full.steps).toHaveLength(MOST_STEPS);
  });
  it('take a colour that is chosen while they are selected', () => {
    const blue = doing(add(box(1)), { do: 'colour', colour: 'blue' });
    expect([blue.steps[0], blue.colour]).toEqual([{ ...box(1), colour: 'blue' }, 'blue']);
    const cropped = doing(add(crop(5)), { do: 'colour', colour: 'blue' });
    expect([cropped.steps, cropped.past.length]).toEqual([[crop(5)], 1]);
  });
});

describe('undo', () => {
  it('takes back one change at a time, and redo brings it again', () => {
    const three = doing(add(box(1)), add(box(2)), { do: 'remove', index: 0 });
    const back = edited(three, { do: 'undo' });
    expect(back.steps).toEqual([box(1), box(2)]);
    const start = edited(edited(back, { do: 'undo' }), { do: 'undo' });
    expect(start.steps).toEqual([]);
    expect(edited(start, { do: 'undo' })).toBe(start);
    const again = [1, 2, 3].reduce((edit) => edited(edit, { do: 'redo' }), start);
    expect(again.steps).toEqual([box(2)]);
    expect(edited(again, { do: 'redo' })).toBe(again);
  });
  it('forgets what was taken back once something else is done', () => {
    const other = doing(add(box(1)), { do: 'undo' }, add(box(2)));
    expect(edited(other, { do: 'redo' })).toBe(other);
  });
  it('takes a run of the same change as one', () => {
    const nudge = (x: number, run: string): Act => ({ do: 'change', index: 0, step: box(x), run });
    const moved = doing(add(box(1)), nudge(2, 'keys'), nudge(3, 'keys'), nudge(4, 'keys'), nudge(5, 'field'));
    expect(edited(moved, { do: 'undo' }).steps).toEqual([box(4)]);
    expect(edited(edited(moved, { do: 'undo' }), { do: 'undo' }).steps).toEqual([box(1)]);
  });
  it('brings back a list that was cleared', () => {
    expect(doing(add(box(1)), { do: 'clear' }, { do: 'undo' }).steps).toEqual([box(1)]);
    expect(edited(NOTHING, { do: 'clear' })).toBe(NOTHING);
  });
});

it('choosing a tool lets go of what is selected; selecting goes back to the select tool', () => {
  const one = doing(add(box(1)), { do: 'tool', tool: 'arrow' });
  expect([one.selected, one.tool]).toEqual([null, 'arrow']);
  expect(edited(one, { do: 'select', index: 0 })).toMatchObject({ selected: 0, tool: 'select' });
});
