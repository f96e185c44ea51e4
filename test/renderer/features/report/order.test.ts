import { expect, test } from 'vitest';
import {
  copiesOf,
  isPdfAlone,
  type Order,
  orderWords,
  type Row,
  tooMany,
} from '../../../../renderer/features/report/order.ts';
import { MOST_COPIES } from '../../../../shared/contract/deliveries.ts';
import type { FindingId } from '../../../../shared/contract/values.ts';

const findings = [{ id: 'f1' as FindingId }, { id: 'f2' as FindingId }];
const row = (change: Partial<Row> = {}): Row => ({
  key: 0,
  edition: 'executive',
  recipient: '',
  finding: '',
  ...change,
});
const order = (change: Partial<Order> = {}): Order => ({ rows: [row()], parts: [], marked: true, ...change });

test('a whole report for nobody in particular leaves the recipient to the setup, and is one PDF', () => {
  expect(copiesOf(order({ rows: [row({ recipient: '  ' })] }), findings)).toEqual([{ edition: 'executive' }]);
  expect(isPdfAlone(order())).toBe(true);
  expect(orderWords(order(), 1, false)).toBe('PDF alone, no password');
});

test('a further copy, a finding by itself or a companion makes it a delivery', () => {
  expect(isPdfAlone(order({ rows: [row(), row({ key: 1 })] }))).toBe(false);
  expect(isPdfAlone(order({ rows: [row({ finding: 'all' })] }))).toBe(false);
  expect(isPdfAlone(order({ parts: ['companions'] }))).toBe(false);
  expect(orderWords(order({ parts: ['companions', 'docx'], marked: false }), 1, true)).toBe(
    '1 copy, 2 parts, unmarked, password',
  );
});

test('each finding by itself is a copy, for the same recipient and edition', () => {
  const rows: Order['rows'] = [row({ edition: 'legal', recipient: ' Counsel ', finding: 'all' }), row({ key: 1 })];
  expect(copiesOf({ rows }, findings)).toEqual([
    { edition: 'legal', recipient: 'Counsel', findingId: 'f1' },
    { edition: 'legal', recipient: 'Counsel', findingId: 'f2' },
    { edition: 'executive' },
  ]);
});

test('says why nothing can be printed', () => {
  expect(tooMany(copiesOf({ rows: [row({ finding: 'all' })] }, []).length)).toContain('no finding');
  expect(tooMany(MOST_COPIES)).toBe('');
  expect(tooMany(MOST_COPIES + 1)).toBe(`${MOST_COPIES + 1} copies; one delivery has at most ${MOST_COPIES}.`);
});
