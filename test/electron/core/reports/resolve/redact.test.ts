import { describe, expect, it } from 'vitest';
import type { ReportModel } from '../../../../../electron/core/reports/model.ts';
import { redacted, redactor, secretsOf } from '../../../../../electron/core/reports/resolve/redact.ts';

const WRITTEN = 'DE89 3704 0044 0532 0130 00';
const COMPACT = WRITTEN.replaceAll(' ', '');
const OTHER = 'Mara V. Vale';
const model = {
  edition: 'legal',
  exhibits: [
    {
      content: {
        kind: 'trace',
        trace: {
          document: JSON.stringify({
            accounts: [{ account: COMPACT, stop: '' }],
            transfers: [{ from: COMPACT, to: OTHER, amount: '100' }],
            method: [`Traced is all of what leaves ${COMPACT}.`],
          }),
        },
      },
    },
  ],
  brief: { figure: null },
} as unknown as ReportModel;

describe('a printed trace', () => {
  it('has a masked entity in none of its writings: not without its blanks, nor in a form seen elsewhere', () => {
    const rule = (what: string) => ({ id: what, kind: 'entity', what, word: 'ACCOUNT', editions: ['legal'] });
    const secrets = secretsOf(
      {
        settings: { redactions: [rule('one'), rule('two')] },
        entities: [
          { id: 'one', label: WRITTEN },
          { id: 'two', label: 'Vale, Mara', forms: [{ text: OTHER, exhibit: null, place: '', rows: '' }] },
        ],
        cells: new Map(),
      } as never,
      model,
    );
    const printed = JSON.stringify(redacted(model, secrets, []));
    expect(printed).not.toContain(COMPACT);
    expect(printed).not.toContain(OTHER);
    expect(printed).toContain('Traced is all of what leaves');
  });
});

it('takes every character of a value as it is', () => {
  const value = 'dv-a83b/77 (x) [y] {z} a.b*c+d?e^f$g|h\\i';
  const redact = redactor({ values: [{ value, label: '[REDACTED]' }], patterns: [] } as never);
  expect(redact(`On ${value}, and dv-a83b`)).toBe('On [REDACTED], and dv-a83b');
});
