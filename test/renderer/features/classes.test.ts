import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../renderer/', import.meta.url));
const PREFIX: Readonly<Record<string, string>> = {
  app: 'rt-shell',
  parts: 'rt-reading',
  'features/board': 'rt-board',
  'features/bundles': 'rt-bundle',
  'features/cases': 'rt-cases',
  'features/copies': 'rt-copy',
  'features/countries': 'rt-country',
  'features/custody': 'rt-custody',
  'features/data': 'rt-data',
  'features/entity-page': 'rt-entity-page',
  'features/evidence': 'rt-evidence',
  'features/findings': 'rt-finding',
  'features/graph': 'rt-graph',
  'features/help': 'rt-help',
  'features/identities': 'rt-identity',
  'features/money': 'rt-money',
  'features/overview': 'rt-overview',
  'features/patterns': 'rt-patterns',
  'features/queue': 'rt-queue',
  'features/report': 'rt-report',
  'features/requests': 'rt-request',
  'features/screening': 'rt-screening',
  'features/search': 'rt-search',
  'features/timeline': 'rt-timeline',
  'features/vault': 'rt-vault',
};
const CLASS = /\.([a-z][\w-]*)/g;

const sheet = (path: string): string => readFileSync(root + path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const classesOf = (text: string): string[] => [...text.matchAll(CLASS)].map(([, name = '']) => name);
const selectorsOf = (text: string): string[] =>
  [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, head = '']) => head.split(/,(?![^(]*\))/)).map((each) => each.trim());

const shared = new Set(globSync('ui/*.css', { cwd: root }).flatMap((path) => classesOf(sheet(path))));
const isOwn = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}-`);

test('every folder with styles has a prefix of its own', () => {
  const folders = globSync('{app,client,parts,state,features/*}/*.css', { cwd: root }).map((path) => dirname(path));
  expect([...new Set(folders)].sort()).toEqual(Object.keys(PREFIX).sort());
});

test.each(Object.entries(PREFIX))('styles of %s reach nothing beyond it: classes begin with %s', (folder, prefix) => {
  const sheets = globSync(`${folder}/*.css`, { cwd: root });
  expect(sheets).not.toEqual([]);
  const selectors = sheets.flatMap((path) => selectorsOf(sheet(path))).filter((each) => !each.startsWith('@'));
  expect(selectors.filter((each) => !classesOf(each).some((name) => isOwn(name, prefix)))).toEqual([]);
  const foreign = selectors.flatMap(classesOf).filter((name) => !isOwn(name, prefix) && !name.startsWith('bp6-'));
  expect(foreign.filter((name) => !shared.has(name))).toEqual([]);
});

test('what is shared names no folder', () => {
  const prefixes = Object.values(PREFIX);
  expect([...shared].filter((name) => prefixes.some((prefix) => isOwn(name, prefix)))).toEqual([]);
});
