import { describe, expect, it } from 'vitest';
import { entityKind } from '../../../shared/domain/entities.ts';
import { rowsSql, selectionWords } from '../../../shared/domain/selection-words.ts';

const entity = (type: 'account' | 'ip', label: string) => ({ id: label as never, type, label, chosen: true });
const rows = (view: string, count: number, sums: { unit: string; sum: string; column?: string }[] = []) => ({
  ...{ datasetId: view as never, view, exhibit: 'E-0001', rows: `1-${count}`, count, chosen: 0 },
  sums: sums.map((each) => ({ column: 'amount', values: count, ...each })),
});

describe('the words of a selection', () => {
  it('count entities by type, rows by dataset and amounts by currency', () => {
    const words = selectionWords(
      {
        entities: [entity('ip', '192.0.2.1'), entity('account', 'a'), entity('account', 'b')],
        rows: [
          rows('payouts', 33, [
            { unit: '$', sum: '47254.50' },
            { unit: 'EUR', sum: '12.00' },
            { unit: '$', sum: '1.00', column: 'fee' },
          ]),
          rows('logins_2', 1),
          rows('accounts', 2),
        ],
        exhibits: [],
      },
      entityKind,
    );
    expect(words).toEqual([
      '2 accounts',
      '33 payouts',
      '$47,254.50',
      'EUR 12.00',
      '1 IP address',
      '1 row of logins_2',
      '2 rows of accounts',
    ]);
  });

  it('write rows as a statement, whatever their number', () => {
    expect(rowsSql('payouts', '1-3,7')).toContain('WHERE row_no BETWEEN 1 AND 3\n  OR row_no = 7');
    const scattered = Array.from({ length: 300 }, (_, at) => 2 * at + 1).join(',');
    expect(rowsSql('payouts', scattered)).toContain(`json_each('[${scattered}]')`);
  });
});
