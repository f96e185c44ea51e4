import type { Page } from '@playwright/test';
import type { Answer, CommandName, Input } from '../../shared/contract/commands.ts';

/** Asks the core through the page's own door. @throws Error with the core's message where it refuses */
export const ask = <N extends CommandName>(page: Page, name: N, input: Input<N>): Promise<Answer<N>> =>
  page.evaluate(async (body) => {
    const headers = { Authorization: `Bearer ${sessionStorage.getItem('redthread-token')}` };
    const reply = await (await fetch('/call', { method: 'POST', headers, body })).json();
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value;
  }, JSON.stringify({ name, input }));

/** Makes a vault with the sample case in it; pictures are not read by themselves. */
export async function sampleCase(page: Page, passphrase = 'correct horse battery staple'): Promise<void> {
  await ask(page, 'vault.create', { name: 'v', passphrase });
  await ask(page, 'vault.setProfile', { readPictures: false });
  const { jobId } = await ask(page, 'sample.build', {});
  for (;;) {
    const { state, error } = await ask(page, 'job.status', { jobId });
    if (state === 'done') return;
    if (state !== 'running') throw new Error(error?.message ?? state);
    await page.waitForTimeout(200);
  }
}
