import type { Permissions } from '../../../shared/contract/reports.ts';
import { serve } from '../process/serve.ts';
import type { Letter, PrintedPdf, ReportModel } from './model.ts';
import type { Block } from './working/blocks.ts';
import type { PictureFile } from './working/markdown.ts';
import type { Sealed } from './working/sealed.ts';

export interface PrintRequest {
  readonly model: ReportModel;
  readonly password: string | null;
  /** Lifts the permissions; null for one that nobody knows. */
  readonly owner: string | null;
  readonly permissions: Permissions;
  /** Whether the same print without a password is wanted too, to be looked through. */
  readonly twin?: boolean;
  /** Whether what the pages say is wanted too, for working copies. */
  readonly outline?: boolean;
}
export interface WorkingRequest {
  readonly outline: readonly Block[];
  readonly sealed: Sealed;
  /** How the names of files begin. */
  readonly stem: string;
  readonly docx: boolean;
  readonly markdown: boolean;
}
export interface WorkingCopies {
  readonly docx: Uint8Array | null;
  readonly markdown: { readonly text: string; readonly pictures: readonly PictureFile[] } | null;
}

// Before React is loaded: its development build notes the origin of every element, in time and in memory.
process.env['NODE_ENV'] ??= 'production';

// React tells of what failed there too, with words of the case; the reply tells it without.
console.error = () => {};

serve({
  print: async ({ model, password, owner, permissions, twin, outline }: PrintRequest, notice): Promise<PrintedPdf> => {
    const { print } = await import('./pdf/print.tsx');
    const printed = await print(model, password, notice, { owner, permissions }, { outline: outline ?? false });
    return twin && password !== null ? { ...printed, plain: (await print(model, null)).pdf } : printed;
  },
  working: async ({ outline, sealed, stem, docx, markdown }: WorkingRequest): Promise<WorkingCopies> => {
    const [{ asDocx }, { asMarkdown }] = await Promise.all([
      import('./working/docx.ts'),
      import('./working/markdown.ts'),
    ]);
    return {
      docx: docx ? await asDocx(outline, sealed) : null,
      markdown: markdown ? asMarkdown(outline, sealed, stem) : null,
    };
  },
  letter: async ({ letter }: { readonly letter: Letter }): Promise<PrintedPdf> => {
    const { printLetter } = await import('./pdf/print.tsx');
    return await printLetter(letter);
  },
});
