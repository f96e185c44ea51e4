import { request } from 'node:http';
import { httpTransport } from '../../renderer/client/transport-http.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { waiting } from '../support/clocks.ts';
import { startProgram, tokenFor } from '../support/loopback.ts';

const PASSPHRASE = 'correct horse battery staple';

export interface LocksOutcome {
  /** Milliseconds from the lock that was asked for, or from the minute that made the vault idle, to the word that clears windows. */
  readonly told: number[];
  /** Until a process answers that knows of no open vault. */
  readonly closed: number[];
}

/** The process that held the vault takes its connections with it; who asks just then asks again. */
async function closed({ call }: ReturnType<typeof httpTransport>): Promise<void> {
  for (;;) {
    const reply = await call('vault.status', {});
    if (reply.ok && (reply.value as { state: string }).state === 'closed') return;
    if (reply.ok) throw new Error('the vault is still open');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Locks the program as a user starts it, in its browser host, while an upload has sent its first bytes and nothing since: by
 * the button's command or by idleness, whose shortest time is a minute.
 */
export async function lockWhileStalled(locks: number, why: 'asked' | 'idle'): Promise<LocksOutcome> {
  await using program = await startProgram();
  const { origin } = new URL(program.address);
  const token = await tokenFor(program.address);
  const transport = httpTransport(token, origin);
  let heard = Promise.withResolvers<Extract<Event, { event: 'locked' }>>();
  const stop = transport.listen((event) => {
    if (event?.event === 'locked') heard.resolve(event);
  });
  const call = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await transport.call(name, input);
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value as T;
  };
  await call('vault.create', { name: 'l', passphrase: PASSPHRASE });
  await call('vault.setProfile', { idleMinutes: 1 });
  const { id: caseId } = await call<{ id: CaseId }>('case.create', { title: 'Stalled' });
  const outcome: LocksOutcome = { told: [], closed: [] };
  for (let lock = 0; lock < locks; lock++) {
    const { ticket } = await transport.admit(new File([new Uint8Array(1_000_000)], 'stalled.bin'));
    await call('evidence.import', { caseId, ticket });
    const upload = request(`${origin}/tickets/${ticket}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${token}`, 'Content-Length': 1_000_000 },
    });
    upload.on('error', () => {}); // broken off with the lock
    upload.write(Buffer.alloc(1000));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    const due = why === 'asked' ? began : began - 300 + 60_000;
    const waited = waiting();
    if (why === 'asked') void call('vault.lock', {});
    const { why: told } = await heard.promise;
    if (told !== why) throw new Error(`locked because: ${told}`);
    outcome.told.push(why === 'asked' ? waited() : performance.now() - due);
    await closed(transport);
    outcome.closed.push(performance.now() - due);
    upload.destroy();
    heard = Promise.withResolvers();
    const [vault] = (await call<{ vaults: { ref: string }[] }>('vault.list', {})).vaults;
    await call('vault.open', { vault: { ref: vault?.ref }, passphrase: PASSPHRASE });
  }
  stop();
  return outcome;
}
