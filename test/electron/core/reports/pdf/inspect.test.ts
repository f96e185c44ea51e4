import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../../electron/core/reports/pdf/inspect.ts';

const page = (number: number, total: number, labels: number, id?: string) => ({
  children: [
    ...Array.from({ length: labels }, () => ({ children: [{ value: 'TLP:RED' }] })),
    { children: [{ value: `Page ${number} of ${total}` }] },
    { props: id === undefined ? {} : { id }, children: [] },
  ],
});
const look = (pages: unknown[], contents: [string, number][] = []) =>
  inspect({ children: pages }, 'TLP:RED', new Map(contents));

describe('the last look at a document', () => {
  it('lets a sound one pass', () => {
    look([page(1, 2, 2), page(2, 2, 2, 'findings')], [['findings', 2]]);
  });
  it('stops one with a page that lacks its label or its number, or with wrong contents', () => {
    expect(() => look([page(1, 2, 2), page(2, 2, 1)])).toThrow('classification');
    expect(() => look([page(1, 2, 2), page(2, 3, 2)])).toThrow('number');
    expect(() => look([page(1, 2, 2, 'findings'), page(2, 2, 2)], [['findings', 2]])).toThrow('contents');
    expect(() => look([page(1, 1, 2)], [['findings', 1]])).toThrow('contents');
  });
});
