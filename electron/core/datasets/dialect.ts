import type { z } from 'zod';
import type { Dialect as DialectSchema } from '../../../shared/contract/evidence.ts';

export type Dialect = z.infer<typeof DialectSchema>;
