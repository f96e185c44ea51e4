import { z } from 'zod';
import { ROLE_NAMES } from '../patterns/roles.ts';

const Sentence = z.string().trim().min(1).max(500);
/** A scheme of fraud as data: what tells of it, which patterns look for it, what to ask, and what else it could be. */
export const Typology = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-z0-9-]+$/, 'has other characters than a-z, 0-9 and -'),
  name: z.string().trim().min(1).max(120),
  summary: z.string().trim().max(1000),
  signals: z.array(Sentence).max(30),
  columns: z.array(z.enum(ROLE_NAMES)).max(ROLE_NAMES.length),
  patterns: z.array(z.string().max(60)).max(40).describe('ids of templates'),
  questions: z.array(Sentence).max(30),
  techniques: z
    .array(z.string().regex(/^(?:F|T|FA|TA)\d{4}(?:\.\d{3})?$/, 'is no technique id, such as F1006 or T1110.004'))
    .max(40)
    .describe('of MITRE F3, as published'),
  alternatives: z.array(Sentence).max(30),
  source: z.string().max(500),
});
export type Typology = z.infer<typeof Typology>;
