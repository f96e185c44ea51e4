import { z } from 'zod';
import { job } from './command.ts';
import { CaseId, ExhibitId, Passphrase, Sha256, Ticket } from './values.ts';

/** A case, or chosen exhibits of it, as one `age` file that the public `age` tool opens too. */
export const bundleCommands = {
  'bundle.export': job(
    {
      caseId: CaseId,
      exhibits: z.array(ExhibitId).max(100_000).optional().describe('the whole case when left out'),
      to: z.union([
        z.strictObject({ recipients: z.array(z.string().max(5000)).min(1).max(100).describe('age1… public keys') }),
        z.strictObject({ passphrase: Passphrase }),
      ]),
    },
    z.object({ ticket: Ticket, name: z.string(), exhibits: z.int(), manifestSha256: Sha256 }),
  ),
  'bundle.import': job(
    {
      ticket: Ticket,
      with: z.union([
        z.strictObject({ identity: z.string().max(20_000).describe('AGE-SECRET-KEY-1…') }),
        z.strictObject({ passphrase: Passphrase }),
      ]),
    },
    z.object({ caseId: CaseId, title: z.string(), exhibits: z.int(), manifestSha256: Sha256 }),
  ),
};
