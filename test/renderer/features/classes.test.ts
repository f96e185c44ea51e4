import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../renderer/', import.meta.url));
const PREFIX: Readonly<Record<string, string>> = {
  copies: 'rt-copy',
  data: 'rt-data',
  evidence: 'rt-evidence',
};
const CLASS = /\.([a-z][\w-]*)/g;

const sheet = (path: string): string => readFileSync(root + path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const classesOf = (text: string): string[] => [...text.matchAll(CLASS)].map(([, name = '']) => name);
const selectorsOf = (text: string): string[] =>
  [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, head = '']) => head.split(/,(?![^(]*\))/)).map((each) => each.trim());

const shared = new Set(globSync('{ui,app}/*.css', { cwd: root }).flatMap((path) => classesOf(sheet(path))));
const isOwn = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}-`);

test.each(Object.entries(PREFIX))('styles of %s reach nothing beyond it: classes begin with %s', (feature, prefix) => {
  const sheets = globSync(`features/${feature}/*.css`, { cwd: root });
  expect(sheets).not.toEqual([]);
  const selectors = sheets.flatMap((path) => selectorsOf(sheet(path))).filter((each) => !each.startsWith('@'));
  expect(selectors.filter((each) => !classesOf(each).some((name) => isOwn(name, prefix)))).toEqual([]);
  const foreign = selectors.flatMap(classesOf).filter((name) => !isOwn(name, prefix) && !name.startsWith('bp6-'));
  expect(foreign.filter((name) => !shared.has(name))).toEqual([]);
});
