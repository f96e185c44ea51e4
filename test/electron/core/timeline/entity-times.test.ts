import { describe, expect, it } from 'vitest';
import type { EntityId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

describe('what is dated of an entity', () => {
  it('is its rows, by the index, its links and the events that name it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = [
      'mara@example.com,2026-03-28 23:30:00,192.0.2.1',
      'other@example.com,2026-03-28 23:31:00,192.0.2.2',
      'MARA@example.com,,192.0.2.3',
      'mara@example.com,2026-03-29 08:00:00,192.0.2.4',
    ];
    const file = test.ticketForBytes('logins.csv', `email,seen,ip\n${rows.join('\n')}\n`);
    await test.run('evidence.import', { caseId, ticket: file });
    await test.run('page.index', { caseId });
    await test.call('event.create', {
      ...{ caseId, title: 'Seller names Mara@Example.com', note: '', starts: '2026-03-01', until: '' },
      ...{ zone: 'UTC', discovered: '', exhibits: [] },
    });
    const id = '00000000-0000-4000-8000-000000000001' as EntityId;
    await test.call('entity.create', { caseId, entities: [{ id, type: 'email', label: 'mara@example.com' }] });
    const asked = { caseId, type: 'email', label: 'mara@example.com' } as const;
    const { events, left, unindexed } = await test.run('timeline.entity', { ...asked, zone: 'Europe/Berlin' });
    expect({ left, unindexed }).toEqual({ left: 0, unindexed: 0 });
    expect(events.map(({ shown, title, row, zone }) => [shown, title, row, zone])).toEqual([
      ['2026-03-01', 'Seller names Mara@Example.com', null, 'own'],
      ['2026-03-28 23:30:00', 'logins.seen', 1, 'assumed'],
      ['2026-03-29 08:00:00', 'logins.seen', 4, 'assumed'],
    ]);
    expect(events[1]?.from).toBe(Date.UTC(2026, 2, 28, 22, 30));
  });
});
