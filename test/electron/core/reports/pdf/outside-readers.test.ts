import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plain, ReportModel } from '../../../../../electron/core/reports/model.ts';
import { print } from '../../../../../electron/core/reports/pdf/print.tsx';
import { Edition } from '../../../../../shared/contract/report-setup.ts';
import { pdfObjects } from '../../../../support/pdf-objects.ts';
import { exhibitEntry, reportModel } from '../../../../support/report-model.ts';

const there = (tool: string): boolean => spawnSync(tool, ['-v']).error === undefined;
const POPPLER = there('pdfinfo') && there('pdffonts') && there('pdftotext');

const canvas = createCanvas(640, 400);
canvas.getContext('2d').fillRect(0, 0, 640, 400);
const picture = { bytes: canvas.toBuffer('image/jpeg'), width: 640, height: 400 };

/** A case of pictures and results, with a board. */
function model(edition: Edition): ReportModel {
  const rows = Array.from({ length: 25 }, (_, at) => [`seller_${at}`, `203.0.113.${at}`, at * 3]);
  const query = {
    ...{ sql: 'SELECT account, ip, n\nFROM logins', rowCount: 25, limitedBy: null, ranAt: '2026-11-20T17:04:05.000Z' },
    ...{ inputs: [{ name: 'logins', exhibitLabel: 'E-0001', missing: false, sha256: 'ab'.repeat(32) }], rows },
    columns: ['account', 'ip', 'n'].map((name) => ({ name, type: 'TEXT' as const })),
  };
  const exhibits = Array.from({ length: 16 }, (_, at) =>
    at % 2 === 0
      ? exhibitEntry(at + 1, { title: `Screen ${at}` }, { picture, content: null })
      : exhibitEntry(at + 1, { kind: 'query', title: `Result ${at}` }, { content: { kind: 'query', query } }),
  );
  const things = Array.from({ length: 30 }, (_, at) => ({
    ...{ id: `${at}`, rect: { x: (at % 6) * 300, y: Math.floor(at / 6) * 160, width: 200, height: 40 } },
    face: { kind: 'entity' as const, type: 'account' as const, label: `seller_account_${at}`, byHand: false },
  }));
  const links = things.slice(1).map(({ id }) => ({
    ...{ id: `l${id}`, from: { id: '0' }, to: { id }, words: 'shares a device with' },
    ...{ direction: 'forward' as const, exhibits: ['E-0001'] },
  }));
  const register = exhibits.map(({ record }) => ({
    ...{ label: record.label, kind: record.kind, record, removed: false, leftOut: null },
  }));
  const made = { edition, exhibits, register, board: { title: 'Main', things, links } };
  return reportModel(made as unknown as Partial<Plain<ReportModel>>);
}

describe('a print, to programs of other makers', { timeout: 120_000 }, () => {
  const files = new Map<string, { path: string; bytes: Buffer }>();
  let folder = '';
  const run = (tool: string, ...options: string[]) => {
    const { stdout, stderr, status } = spawnSync(tool, options, { encoding: 'utf8', maxBuffer: 1 << 28 });
    return { status, said: `${stdout}${stderr}` };
  };
  const file = (name: string) => files.get(name) ?? { path: '', bytes: Buffer.alloc(0) };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redthread-readers-'));
    const keep = (name: string, bytes: Uint8Array) => {
      const path = join(folder, `${name}.pdf`);
      writeFileSync(path, bytes);
      files.set(name, { path, bytes: Buffer.from(bytes) });
    };
    for (const edition of Edition.options) keep(edition, (await print(model(edition), null)).pdf);
    const access = { owner: 'an owner word', permissions: { print: true, copy: false } };
    keep('locked', (await print(model('legal'), 'a reader word', undefined, access)).pdf);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Edition.options)('has no text below six points: %s', (edition) => {
    const { all, stream } = pdfObjects(file(edition).bytes);
    const drawn = [...all.keys()].map((ref) => stream({ ref })).join('\n');
    const sizes = [...drawn.matchAll(/\/F\d+ ([\d.]+) Tf/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(100);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(6);
  });

  it.skipIf(!POPPLER)('tells headings, tables and figures in reading order', () => {
    const { said } = run('pdfinfo', '-struct-text', file('legal').path);
    expect(said).not.toMatch(/error/i);
    const headings = [...said.matchAll(/^ *H1[^\n]*\n\s+"([^"]+)"/gm)].map(([, words]) => words);
    expect(headings.length).toBeGreaterThan(5);
    const numbers = headings.map((words) => Number(/^\d+/.exec(words ?? '')?.[0]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const first = said.indexOf('"E-0001"', said.indexOf('Exhibits"'));
    const order = ['H2', 'Figure', 'Caption', '"E-0002"', 'Table', 'TH', 'TD'];
    let place = first;
    for (const each of order) {
      place = said.indexOf(each, place);
      expect(place, each).toBeGreaterThan(0);
    }
  });

  it.skipIf(!POPPLER)('embeds all its fonts, with what their glyphs say', () => {
    for (const edition of Edition.options) {
      const lines = run('pdffonts', file(edition).path).said.trim().split('\n').slice(2);
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(line).toMatch(/ yes +yes +yes +\d+ +\d+$/);
    }
  });

  it.skipIf(!there('qpdf'))(
    'is sound, and locked by AES-256 (R 6) with a word for its owner that the reader lacks',
    () => {
      for (const edition of Edition.options) expect(run('qpdf', '--check', file(edition).path).status).toBe(0);
      const { path } = file('locked');
      const told = (word: string) => run('qpdf', '--show-encryption', `--password=${word}`, path);
      expect(told('a reader word').said).toMatch(/R = 6[\s\S]*Supplied password is user password/);
      expect(told('an owner word').said).toContain('Supplied password is owner password');
      expect(run('qpdf', '--check', '--password=another', path).status).not.toBe(0);
      expect(run('qpdf', '--check', '--password=a reader word', path).status).toBe(0);
    },
  );

  it.skipIf(!POPPLER)('leaves a page less than half full only where the next begins a section, or at the end', () => {
    const { said } = run('pdftotext', '-bbox', file('legal').path, '-');
    const pages = said.split('<page ').slice(1);
    const facts = pages.map((page) => {
      const height = Number(/height="([\d.]+)"/.exec(page)?.[1]);
      const words = [...page.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</g)].map((word) => ({
        ...{ top: Number(word[1]), bottom: Number(word[2]), text: word[3] ?? '' },
      }));
      const body = words.filter(({ top, bottom }) => top > 72 && bottom < height - 66);
      const highest = Math.min(...body.map(({ top }) => top));
      const head = body.filter(({ top }) => top < highest + 4).map(({ text }) => text);
      const used = (Math.max(0, ...body.map(({ bottom }) => bottom)) - 78) / (height - 148);
      return { used, head: head.join(' ') };
    });
    const begins = (head: string) => /^(?:\d+(?:\.\d+)? |Contents)/.test(head);
    // The cover, and what stands before a section that begins a page; nothing else.
    const half = facts.flatMap(({ used }, at) => {
      const next = facts[at + 1];
      return at === 0 || used >= 0.5 || next === undefined || begins(next.head) ? [] : [`page ${at + 1}: ${used}`];
    });
    expect(half).toEqual([]);
    expect(facts.length).toBeGreaterThan(12);
  });
});
