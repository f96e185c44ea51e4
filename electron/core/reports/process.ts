import type { Permissions } from '../../../shared/contract/reports.ts';
import { serve } from '../process/serve.ts';
import type { Letter, PrintedPdf, ReportModel } from './model.ts';

export interface PrintRequest {
  readonly model: ReportModel;
  readonly password: string | null;
  /** Lifts the permissions; null for one that nobody knows. */
  readonly owner: string | null;
  readonly permissions: Permissions;
  /** Whether the same print without a password is wanted too, to be looked through. */
  readonly twin?: boolean;
}

// Before React is loaded: its development build notes the origin of every element, in time and in memory.
process.env['NODE_ENV'] ??= 'production';

// React tells of what failed there too, with words of the case; the reply tells it without.
console.error = () => {};

serve({
  print: async ({ model, password, owner, permissions, twin }: PrintRequest, notice): Promise<PrintedPdf> => {
    const { print } = await import('./pdf/print.tsx');
    const printed = await print(model, password, notice, { owner, permissions });
    return twin && password !== null ? { ...printed, plain: (await print(model, null)).pdf } : printed;
  },
  letter: async ({ letter }: { readonly letter: Letter }): Promise<PrintedPdf> => {
    const { printLetter } = await import('./pdf/print.tsx');
    return await printLetter(letter);
  },
});
