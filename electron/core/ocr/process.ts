import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createWorker, OEM, type Worker } from 'tesseract.js';
import type { OcrLanguage } from '../../../shared/contract/ocr.ts';
import { serve } from '../process/serve.ts';

export interface ReadRequest {
  /** A PNG or JPEG. */
  readonly picture: Uint8Array;
  readonly languages: readonly OcrLanguage[];
}

let held: { readonly key: string; readonly worker: Promise<Worker> } | null = null;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // it works beside a person who does something else

/** Tesseract with the language data that lies beside it; nothing is fetched, nothing is cached on disk. */
async function reader(languages: readonly OcrLanguage[]): Promise<Worker> {
  const key = languages.join('+');
  if (held?.key !== key) {
    await (await held?.worker)?.terminate();
    held = { key, worker: start(languages) };
  }
  return held.worker;
}

const start = (languages: readonly OcrLanguage[]): Promise<Worker> =>
  createWorker([...languages], OEM.LSTM_ONLY, {
    langPath: join(import.meta.dirname, 'tessdata'), // put there by the build
    gzip: true,
    cacheMethod: 'none',
    errorHandler: () => {}, // each question's own promise says what went wrong
  });

serve({
  /** @returns its text and Tesseract's mean confidence, 0 to 100 */
  read: async ({ picture, languages }: ReadRequest) => {
    const { data } = await (await reader(languages)).recognize(Buffer.from(picture));
    return { text: data.text, confidence: data.confidence };
  },
});
