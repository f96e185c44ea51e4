import { describe, expect, it } from 'vitest';
import { Uploads } from '../../../renderer/client/uploads.ts';
import type { Event } from '../../../shared/contract/events.ts';

const started = (jobId: string) => ({ ok: true, value: { jobId } }) as const;
const ended = (id: string): Event => ({
  event: 'job',
  job: {
    id: id as never,
    command: 'evidence.import',
    label: '',
    state: 'failed',
    progress: null,
    error: null,
    result: null,
  },
});

describe('uploads under way', () => {
  it('end with the job they are for, and no other', () => {
    const uploads = new Uploads();
    const [one, two] = [uploads.wanted('t1'), uploads.wanted('t2')];
    uploads.sawReply({ ticket: 't1' }, started('j1'));
    uploads.sawReply({ ticket: 't2' }, started('j2'));
    uploads.sawEvent(ended('j1'));
    expect([one.aborted, two.aborted]).toEqual([true, false]);
  });
  it('end when the end of the job overtakes its id', () => {
    const uploads = new Uploads();
    const one = uploads.wanted('t1');
    uploads.sawEvent(ended('j1'));
    expect(one.aborted).toBe(false);
    uploads.sawReply({ ticket: 't1' }, started('j1'));
    expect(one.aborted).toBe(true);
  });
  it('end when the command was refused, and when the program ends', () => {
    const uploads = new Uploads();
    const [one, two] = [uploads.wanted('t1'), uploads.wanted('t2')];
    uploads.sawReply({ ticket: 't1' }, { ok: false, error: { code: 'locked', message: '' } });
    expect(one.aborted).toBe(true);
    uploads.sawEvent(null);
    expect(two.aborted).toBe(true);
  });
});
