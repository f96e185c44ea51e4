import type { ReportModel } from '../model.ts';
import type { ExactEntry } from '../resolve/custody.ts';
import { type MadeFile, madeFile } from './file.ts';

/** The custody log as JSON, each value as it was recorded, as far as the edition tells it; `whole` says which entry lacks nothing. */
export function custodyFile(
  { chain, edition, custodyTotal }: Pick<ReportModel, 'chain' | 'edition' | 'custodyTotal'>,
  entries: readonly ExactEntry[],
  stem: string,
): MadeFile {
  const told = entries.map(({ document, ...entry }) => ({ ...entry, detail: JSON.parse(document) as object }));
  const whole = told.filter((each) => each.whole).length;
  const text = JSON.stringify(
    { redthread: 'custody', edition, head: chain, total: custodyTotal, entries: told },
    null,
    1,
  );
  const cut = custodyTotal > told.length ? ` The newest ${told.length} of ${custodyTotal} entries.` : '';
  const note = `${whole} of ${told.length} entries are told whole; the others lack what this edition does not show.${cut}`;
  return madeFile(`${stem}.custody.json`, 'Custody log, JSON', 'application/json', `${text}\n`, note);
}
