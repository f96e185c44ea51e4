import { Fault } from '../../../shared/contract/errors.ts';
import type { Certificate, DatasetSummary } from '../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import type { Dialect } from './dialect.ts';

/**
 * Reads an exhibit as a delimited table and stores it as a dataset; an existing dataset of the exhibit is replaced.
 * @param dialect as edited by a person; sniffed from the bytes when left out.
 * @throws Fault `unsupported` when the bytes are not a delimited text, `not-found`, `cancelled`, `disk`
 */
export async function parseDataset(
  _context: JobContext,
  _exhibitId: ExhibitId,
  _dialect?: Dialect,
): Promise<{ dataset: DatasetSummary; certificate: Certificate }> {
  throw new Fault('unsupported', 'Tables cannot be read yet.');
}
