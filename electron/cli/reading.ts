import type { CaseId } from '../../shared/contract/values.ts';
import { EXIT } from './exit.ts';
import type { Host, HostedCore } from './host.ts';
import { printable } from './output.ts';

/** Reads the text of the case's pictures that were not read yet, and says how many. @returns the exit code: 1 when some could not be read */
export async function readPictures(host: Host, core: HostedCore, caseId: CaseId, json = false): Promise<number> {
  const { readLanguages } = await core.client.ask('vault.profile', {});
  const { read, withText, failed } = await core.run('ocr.run', { caseId });
  if (json) await host.out.json({ read, withText, failed, languages: readLanguages });
  else {
    await host.out.line(
      `pictures read: ${read}, with text: ${withText}, failed: ${failed.length} (${readLanguages.join('+')})`,
    );
    for (const { exhibit, reason } of failed) host.out.note(`not read: ${exhibit}: ${printable(reason)}`);
  }
  return failed.length > 0 ? EXIT.finding : EXIT.done;
}
