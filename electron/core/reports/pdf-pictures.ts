import { pageNumbers, partsOf, reference } from './leak-test.ts';

/** A picture of a print: its bytes as they are embedded, and where a reader meets it first. */
export interface Embedded {
  readonly where: string;
  readonly bytes: Uint8Array;
}

/** Every picture of a print, page by page, those that no page draws last. @param pdf unencrypted, as it was written */
export function picturesIn(pdf: Uint8Array): Embedded[] {
  const parts = new Map(partsOf(Buffer.from(pdf)).map((part) => [part.number, part]));
  const isPicture = (number: number) => /\/Subtype \/Image\b/.test(parts.get(number)?.dictionary ?? '');
  const found = new Map<number, string>();
  for (const [at, number] of pageNumbers(parts.values()).entries()) {
    const page = parts.get(number)?.dictionary ?? '';
    const resources = parts.get(reference(page, 'Resources'))?.dictionary ?? page;
    for (const [, object] of resources.matchAll(/ (\d+) 0 R/g))
      if (isPicture(Number(object)) && !found.has(Number(object))) found.set(Number(object), `page ${at + 1}, picture`);
  }
  for (const number of parts.keys())
    if (isPicture(number) && !found.has(number)) found.set(number, `embedded picture (object ${number})`);
  return [...found].map(([number, where]) => ({ where, bytes: parts.get(number)?.stream ?? new Uint8Array() }));
}
