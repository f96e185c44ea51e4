import { describe, expect, it } from 'vitest';
import {
  everything,
  NOTHING,
  selectedSubjects,
  selectionOf,
  stillThere,
  toggled,
} from '../../../../renderer/features/board/selection.ts';
import { viewOf } from './view.ts';

const view = viewOf({ a: 'account', b: 'ip', c: 'device' }, [['ab', 'a', 'b']]);

describe('a selection', () => {
  it('keeps the order in which things were selected', () => {
    const first = selectionOf(view, new Set(['c']), NOTHING);
    const both = selectionOf(view, new Set(['a', 'c', 'ab']), first);
    expect(both).toEqual({ subjects: ['c', 'a'], links: ['ab'] });
    expect(selectedSubjects(view, both).map(({ id }) => id)).toEqual(['c', 'a']);
  });
  it('forgets what left the board, and stays the same object while nothing did', () => {
    const selection = { subjects: ['a', 'gone'], links: ['cut'] };
    expect(stillThere(view, selection)).toEqual({ subjects: ['a'], links: [] });
    const whole = everything(view);
    expect(stillThere(view, whole)).toBe(whole);
  });
  it('toggles', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
