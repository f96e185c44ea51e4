import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Words } from '../../../renderer/ui/words.tsx';

const held = (text: string): string[] =>
  [...renderToStaticMarkup(<Words>{text}</Words>).matchAll(/<span class="rt-nowrap">(.*?)<\/span>/g)].map(
    ([, whole]) => whole ?? '',
  );

test('labels and amounts are held together, and the text stays as it is', () => {
  const text = 'E-0012 and F-2 name 36,522.10 USD of C-0001 (E-0003).';
  expect(held(text)).toEqual(['E-0012', 'F-2', '36,522.10 USD', 'C-0001', 'E-0003']);
  expect(renderToStaticMarkup(<Words>{text}</Words>).replace(/<[^>]+>/g, '')).toBe(text);
});

test('a text without any is itself', () => {
  expect(renderToStaticMarkup(<Words>Nothing to hold.</Words>)).toBe('Nothing to hold.');
});
