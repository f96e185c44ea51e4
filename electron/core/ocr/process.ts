import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, type Worker } from 'tesseract.js';
import { serve } from '../process/serve.ts';

const LANGUAGES = ['eng'];
const require = createRequire(import.meta.url);

let worker: Promise<Worker> | null = null;

/** Tesseract with the language data of the package beside it; nothing is fetched, nothing is cached on disk. */
function reader(): Promise<Worker> {
  const data = dirname(require.resolve('@tesseract.js-data/eng/package.json'));
  worker ??= createWorker(LANGUAGES, OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    gzip: true,
    cacheMethod: 'none',
    errorHandler: () => {}, // each question's own promise says what went wrong
  });
  return worker;
}

serve({
  /** @param picture a PNG or JPEG. @returns its text and Tesseract's mean confidence, 0 to 100 */
  read: async (picture: Uint8Array) => {
    const { data } = await (await reader()).recognize(Buffer.from(picture));
    return { text: data.text, confidence: data.confidence };
  },
});
