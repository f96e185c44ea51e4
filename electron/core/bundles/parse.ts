import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';

/** @throws Fault `damaged` when a document is not of its kind, with the place of the first fault */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Fault(
    'damaged',
    `The bundle is refused: ${issue?.path.join('.') || 'a document'} is wrong (${issue?.message}). Nothing was stored.`,
  );
}
