import { serve } from '../process/serve.ts';
import type { PrintedPaper, ReportModel } from './model.ts';
import { print } from './pdf/print.tsx';
import { preparePictures } from './prepare-pictures.ts';

export interface PrintRequest {
  readonly model: ReportModel;
  readonly password: string | null;
}

serve({
  print: async ({ model, password }: PrintRequest, notice): Promise<PrintedPaper> => {
    const ready = await preparePictures(model);
    notice('pictures ready');
    return print(ready, password, notice);
  },
});
