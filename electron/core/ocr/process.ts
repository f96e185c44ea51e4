import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { createWorker, OEM, type Worker } from 'tesseract.js';
import type { OcrLanguage } from '../../../shared/contract/ocr.ts';
import { serve } from '../process/serve.ts';

export interface ReadRequest {
  /** A PNG or JPEG. */
  readonly picture: Uint8Array;
  readonly languages: readonly OcrLanguage[];
}

const require = createRequire(import.meta.url);
let held: { readonly key: string; readonly worker: Promise<Worker> } | null = null;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // it works beside a person who does something else

/** Tesseract with the language data of the packages beside it; nothing is fetched, nothing is cached on disk. */
async function reader(languages: readonly OcrLanguage[]): Promise<Worker> {
  const key = languages.join('+');
  if (held?.key !== key) {
    await (await held?.worker)?.terminate();
    held = { key, worker: start(languages) };
  }
  return held.worker;
}

const start = async (languages: readonly OcrLanguage[]): Promise<Worker> =>
  createWorker(await Promise.all(languages.map(dataOf)), OEM.LSTM_ONLY, {
    cacheMethod: 'none',
    errorHandler: () => {}, // each question's own promise says what went wrong
  });

async function dataOf(code: OcrLanguage): Promise<{ code: string; data: Uint8Array }> {
  const folder = dirname(require.resolve(`@tesseract.js-data/${code}/package.json`));
  return { code, data: await readFile(join(folder, '4.0.0_best_int', `${code}.traineddata.gz`)) };
}

serve({
  /** @returns its text and Tesseract's mean confidence, 0 to 100 */
  read: async ({ picture, languages }: ReadRequest) => {
    const { data } = await (await reader(languages)).recognize(Buffer.from(picture));
    return { text: data.text, confidence: data.confidence };
  },
});
