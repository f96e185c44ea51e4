import { describe, expect, it } from 'vitest';
import { templateOf, templateStep } from '../../../../renderer/features/board/templates.tsx';
import { BOARD_TEMPLATES, BoardTemplate } from '../../../../shared/domain/board-templates.ts';

const NONE = { items: [] };
const places = (step: ReturnType<typeof templateStep>) =>
  step.ops.flatMap((op) => (op.op === 'item.place' ? [op.item] : []));

describe('templates of boards', () => {
  it.each(BOARD_TEMPLATES)('$name: notes in groups, none on another, no entity and no link', (template) => {
    expect(BoardTemplate.parse(template)).toEqual(template);
    const step = templateStep(NONE, template);
    expect(new Set(step.ops.map(({ op }) => op))).toEqual(new Set(['note.create', 'item.place']));
    const items = places(step);
    for (const [at, a] of items.entries())
      for (const b of items.slice(at + 1)) {
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(apart).toBe(true);
      }
  });

  it('come right of what is on the board, and are taken from its notes again', () => {
    const [template] = BOARD_TEMPLATES;
    if (!template) throw new Error('there is none');
    const there = { x: 0, y: 0, width: 400, height: 100 };
    const step = templateStep(
      { items: [{ ...there, id: 'i', subject: { kind: 'note', id: 'n' } }] } as never,
      template,
    );
    const items = places(step);
    expect(Math.min(...items.map(({ x, width }) => x - width / 2))).toBeGreaterThan(200);
    const notes = step.ops.flatMap((op) => (op.op === 'note.create' ? [op.note] : []));
    const made = templateOf({ title: 'B', notes, items } as never, [], 'Own');
    expect(made?.notes.map(({ text, group }) => [text, group])).toEqual(
      template.notes.map(({ text, group }) => [text, group]),
    );
    expect(templateOf({ title: 'B', notes, items } as never, [notes[0]?.id ?? ''], 'Own')?.notes).toHaveLength(1);
    expect(templateOf({ title: 'B', notes: [], items: [] } as never, [], 'Own')).toBeNull();
  });
});
