import { z } from 'zod';
import { job, read } from './command.ts';
import { CaseId, ExhibitId } from './values.ts';

/** Languages whose data is shipped, by Tesseract's codes. */
export const OcrLanguage = z.enum(['eng', 'spa', 'fra', 'deu', 'chi_sim']);
export type OcrLanguage = z.infer<typeof OcrLanguage>;
export const LANGUAGE_NAMES: Readonly<Record<OcrLanguage, string>> = {
  eng: 'English',
  spa: 'Spanish',
  fra: 'French',
  deu: 'German',
  chi_sim: 'Chinese, simplified',
};

/** Text read from pictures (optical character recognition). Derived: it says from what and how, and may be wrong. */
export const ocrCommands = {
  /** Reads the pictures of a case that were not read yet, or those named (again). */
  'ocr.run': job(
    'writes',
    {
      caseId: CaseId,
      exhibits: z.array(ExhibitId).max(100_000).optional(),
      unattended: z
        .boolean()
        .optional()
        .describe('nobody waits for it: the vault may be locked for idleness meanwhile'),
    },
    z.object({
      read: z.int(),
      withText: z.int(),
      failed: z.array(z.object({ exhibit: z.string(), reason: z.string() })),
    }),
    ['evidence'],
  ),
  'ocr.text': read(
    { exhibitId: ExhibitId },
    z.object({
      text: z.string().nullable().describe('null when the picture was not read yet'),
      method: z.string(),
      /** Tesseract's mean word confidence, 0 to 100. */
      confidence: z.number().nullable(),
    }),
    ['ocr', 'evidence'],
  ),
  /** How many pictures of the case were not read yet. */
  'ocr.pending': read({ caseId: CaseId }, z.object({ pending: z.int() }), ['ocr', 'evidence']),
};
