import { describe, expect, it } from 'vitest';
import { leaksIn, takenApart } from '../../../../electron/core/reports/leak-test.ts';
import type { ReportModel } from '../../../../electron/core/reports/model.ts';
import { print } from '../../../../electron/core/reports/pdf/print.tsx';
import { redacted, redactor, secretsOf } from '../../../../electron/core/reports/resolve/redact.ts';
import { type Secrets, seeker } from '../../../../electron/core/reports/resolve/seek.ts';
import { Edition } from '../../../../shared/contract/report-setup.ts';
import { openPdf } from '../../../support/pdf-leaks.ts';
import { assessment, exhibitEntry, exhibitRecord, reportModel } from '../../../support/report-model.ts';

/** A value, and how a text writes it: what a rule says and what a person typed are seldom the same characters. */
const WRITINGS: readonly ((at: string) => readonly [value: string, written: string])[] = [
  (at) => [`zq${at}secret`, `zq${at}secret`],
  (at) => [`zq${at}secret`, `ZQ${at}SECRET`],
  (at) => [`Mara Kessler zq${at}`, `Mara Kes\u00adsler zq${at}`],
  (at) => [`Mara Vale zq${at}`, `Mara\u200b Vale zq${at}`],
  (at) => [`José Núñez zq${at}`, `José Núñez zq${at}`.normalize('NFD')],
  (at) => [`Straße zq${at}`, `STRASSE ZQ${at}`],
  (at) => [`Anna-Maria O'Brien zq${at}`, `Anna\u2011Maria O’Brien zq${at}`],
  (at) => [`71${at}3.50`, `71${at.slice(0, 1)}.${at.slice(1)}3,5`],
  (at) => [`+1 415 555 9${at}`, `(415) 555-9${at}`],
  (at) => [`DE89 3704 0044 0532 0${at} 00`, `de89-3704-0044-0532-0${at}-00`],
  (at) => [`q${at}@mail.example`, `Q${at}[at]mail[.]example`],
];

/** Every word of a case that a person or a file gave bears a secret of its own; numbers, dates and hashes stay. */
class Planter {
  readonly secrets: string[] = [];
  plant = (words = 'Words'): string => {
    const at = this.secrets.length;
    const [value, written] = (WRITINGS[at % WRITINGS.length] as (typeof WRITINGS)[0])(String(at).padStart(3, '0'));
    this.secrets.push(value);
    return `${words} ${written} end`;
  };
}

function planted(edition: Edition): { model: ReportModel; secrets: string[] } {
  const { plant, secrets } = new Planter();
  const base = reportModel({ edition });
  const record = (number: number) => ({
    ...{ title: plant(), originalName: plant('f'), source: plant(), note: plant(), acquiredHow: plant() },
    ...{ acquiredBy: plant(), typeWarning: plant(), kind: number > 3 ? ('query' as const) : ('file' as const) },
  });
  const exhibits = Array.from({ length: 12 }, (_, at) => {
    const over = record(at + 1);
    if (over.kind === 'file') return exhibitEntry(at + 1, over);
    const query = {
      ...{ sql: `SELECT '${plant()}'`, rowCount: 2, limitedBy: null, inputs: [], ranAt: '2026-11-20T17:04:05.000Z' },
      columns: [plant('a'), plant('b')].map((name) => ({ name, type: 'TEXT' as const })),
      rows: [
        [plant(), plant()],
        [plant(), null],
      ],
    };
    return exhibitEntry(at + 1, over, { content: { kind: 'query', query } });
  });
  const findings = Array.from({ length: 8 }, (_, at) => ({
    ...assessment,
    ...{ label: `F-${at + 1}`, claim: plant(), explanation: `${plant()}.\n\nAgainst: ${plant()}.` },
  }));
  const thing = (at: number) =>
    ({
      ...{ id: String(at), rect: { x: at * 300, y: 0, width: 260, height: 90 } },
      face:
        at % 2 === 0
          ? { kind: 'entity', type: 'account', label: plant(), byHand: false }
          : { kind: 'note', text: plant() },
    }) as const;
  const made = reportModel({
    ...{ edition, exhibits, findings, preparedBy: plant(), recipient: plant(), caveat: plant(), summary: plant() },
    method: plant(),
    case: { ...base.case, title: plant(), codename: plant(), requester: plant(), team: plant(), background: plant() },
    brief: {
      ...{ ...base.brief, bottomLine: plant(), unknowns: plant(), decision: plant(), decisionBy: plant() },
      nextStep: plant(),
      numbers: [{ label: plant(), value: plant('1'), unit: 'USD', exhibit: 'E-0001' }],
    },
    register: exhibits.map(({ record: of }) => ({
      ...{ label: of.label, kind: of.kind, record: exhibitRecord(1, of), removed: false, leftOut: null },
    })),
    board: {
      title: plant(),
      things: Array.from({ length: 12 }, (_, at) => thing(at)),
      links: [
        { id: 'l', from: { id: '0' }, to: { id: '2' }, words: plant(), direction: 'forward', exhibits: ['E-0001'] },
      ],
    },
    indicators: Array.from({ length: 14 }, () => ({
      ...{ type: 'ip', label: plant(), note: plant(), alias: plant('Also known as'), exhibits: [] },
    })),
    checklist: Array.from({ length: 6 }, () => ({
      ...{
        text: plant(),
        typology: plant(),
        state: 'done' as const,
        note: plant(),
        by: plant(),
        at: '2026-11-20T17:04:05.000Z',
      },
    })),
    custody: Array.from({ length: 6 }, (_, at) => ({
      ...{ seq: at + 1, at: '2026-11-20T17:04:05.000Z', actor: plant(), program: 'cli', action: 'case.create' },
      ...{ subject: plant(), detail: plant(), hash: 'c0ffee00'.repeat(8) },
    })),
  } as never);
  return { model: made, secrets };
}

const valuesOf = (secrets: readonly string[]): Secrets => ({
  values: secrets.map((value, at) => ({ value, label: `[REDACTED-${at}]` })),
  patterns: [],
});

describe('the leak test', { timeout: 240_000 }, () => {
  const seen = new Set<string>();
  it.each(Edition.options)(
    'finds no redacted value in the %s edition, and each that it prints once nothing is redacted',
    async (edition) => {
      const { model, secrets } = planted(edition);
      expect(secrets.length).toBeGreaterThanOrEqual(200);
      const values = valuesOf(secrets);
      const whole = await print(model, null);
      const bare = takenApart(whole.pdf);
      const seek = seeker(values, true);
      const labelled = (text: string) => seek(text).map(({ label }) => label);
      const told = new Set(bare.flatMap(({ text }) => labelled(text)));
      // A reader of another make finds no more than was found here.
      const { text } = await openPdf(whole.pdf);
      expect(labelled(text).filter((label) => !told.has(label))).toEqual([]);
      for (const [at, secret] of secrets.entries()) if (told.has(`[REDACTED-${at}]`)) seen.add(secret);
      expect(leaksIn(bare, values).join(' ')).toMatch(/page 1, text: .*document information|document information/);

      const clean = await print(redacted(model, values, []), null);
      expect(leaksIn(takenApart(clean.pdf), values)).toEqual([]);
      const read = (await openPdf(clean.pdf)).text;
      expect(labelled(read)).toEqual([]);
      expect(secrets.filter((secret) => read.includes(secret.replace(/\s/g, '')))).toEqual([]);
      expect(read).toContain('[REDACTED-');
    },
  );

  it('found every planted value in one edition or another', () => {
    expect(planted('legal').secrets.filter((secret) => !seen.has(secret))).toEqual([]);
  });

  it('takes no outline of a font and no order of its glyphs for a text, and each other stream for one', () => {
    const stream = (number: number, bytes: string) =>
      `${number} 0 obj\n<<\n/Length ${bytes.length}\n>>\nstream\n${bytes}\nendstream\nendobj\n`;
    const named = (number: number, facts: string) => `${number} 0 obj\n<<\n${facts}\n>>\nendobj\n`;
    const map = (...said: string[]) =>
      `1 beginbfrange\n<0000> <00ff> [${said.map((each) => `<${each}>`).join(' ')}]\nendbfrange`;
    const pdf = [
      '%PDF-1.7\n',
      named(1, '/Type /FontDescriptor\n/FontFile2 2 0 R'),
      stream(2, 'true ac4'),
      stream(3, 'of ac4'),
      named(4, '/Type /Font\n/ToUnicode 5 0 R'),
      stream(5, map('0061', '0063', '0034')),
      named(6, '/Type /Font\n/ToUnicode 7 0 R'),
      stream(7, map('0078', '006100630034')),
    ];
    expect(leaksIn(takenApart(Buffer.from(pdf.join(''))), valuesOf(['ac-4']))).toEqual([
      'embedded data (object 3): [REDACTED-0]',
      'a glyph of a font (object 7): [REDACTED-0]',
    ]);
  });

  it('replaces by entity, value, pattern and column, whatever the case of letters and the white space', () => {
    const rule = { editions: ['legal'], as: 'block', name: '' } as const;
    const settings = {
      redactions: [
        { ...rule, number: 1, kind: 'value', what: 'Anna Meier' },
        { ...rule, number: 3, kind: 'entity', what: 'e1', as: 'pseudonym', name: 'Victim' },
        { ...rule, number: 4, kind: 'pattern', what: '\\+\\d{4,}' },
        { ...rule, number: 5, kind: 'value', what: 'elsewhere', editions: ['infosec'] },
      ],
    } as never;
    const entities = [{ id: 'e1', label: 'b.person@example.com' }] as never;
    const hide = redactor(secretsOf({ settings, entities, cells: new Map() }, reportModel({ edition: 'legal' })));
    expect(hide('anna\n MEIER wrote to B.Person@example.com from +49301234, elsewhere')).toBe(
      '[REDACTED-01] wrote to Victim 3 from [REDACTED-04], elsewhere',
    );
  });
});
