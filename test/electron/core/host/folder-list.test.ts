import { mkdirSync, mkdtempSync, realpathSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderList, mountedIn, startedFrom, topFolders } from '../../../../electron/core/host/folder-list.ts';
import type { FolderPage } from '../../../../shared/contract/folders.ts';
import type { Ticket } from '../../../../shared/contract/values.ts';

let home: string;
let outside: string;
let folders: FolderList;
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'redthread-home-')));
  outside = mkdtempSync(join(tmpdir(), 'redthread-outside-'));
  for (const path of ['Cases/ring.redthread', 'Cases/10', 'Cases/9', '.hidden', 'Cases/later'])
    mkdirSync(join(home, path), { recursive: true });
  writeFileSync(join(home, 'Cases', 'ring.redthread', 'vault.json'), '{}');
  writeFileSync(join(home, 'file'), '');
  symlinkSync(outside, join(home, 'way-out'), 'junction');
  folders = new FolderList(
    async (path) => `ticket for ${path}` as Ticket,
    () => [
      { name: 'Home', path: home },
      { name: 'Gone', path: join(home, 'gone') },
    ],
  );
});
afterAll(() => {
  for (const path of [home, outside]) rmSync(path, { recursive: true, force: true });
});

const list = async (ref: string | null) => (await folders.answer({ act: 'list', ref })) as FolderPage;
const refOf = (page: FolderPage, name: string) => page.folders.find((each) => each.name === name)?.ref ?? '';
const cases = async () => list(refOf(await list(refOf(await list(null), 'Home')), 'Cases'));

describe('the list of folders', () => {
  it('begins with the folders that there are, and goes down from them, without links and hidden ones', async () => {
    const top = await list(null);
    expect(top).toMatchObject({ trail: [], folders: [{ name: 'Home', vault: false }], left: 0 });
    const inside = await list(refOf(top, 'Home'));
    expect(inside.folders.map(({ name }) => name)).toEqual(['Cases']);
    const { trail, folders: below } = await cases();
    expect(trail.map(({ name }) => name)).toEqual(['Home', 'Cases']);
    expect(below.map(({ name, vault }) => [name, vault])).toEqual([
      ['9', false],
      ['10', false],
      ['later', false],
      ['ring.redthread', true],
    ]);
    expect(JSON.stringify([top, inside, below])).not.toContain(home);
  });

  it('gives a ticket for the one that was chosen, and makes a new one', async () => {
    const page = await cases();
    expect(await folders.answer({ act: 'choose', ref: refOf(page, 'ring.redthread') })).toEqual({
      ticket: `ticket for ${join(home, 'Cases', 'ring.redthread')}`,
    });
    const make = { act: 'make', ref: page.trail[1]?.ref ?? '', name: 'new' } as const;
    expect(((await folders.answer(make)) as FolderPage).trail.map(({ name }) => name)).toEqual([
      'Home',
      'Cases',
      'new',
    ]);
    await expect(folders.answer(make)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('follows nothing that became a link, and knows no reference that it did not give', async () => {
    const later = refOf(await cases(), 'later');
    rmdirSync(join(home, 'Cases', 'later'));
    symlinkSync(outside, join(home, 'Cases', 'later'), 'junction');
    for (const act of ['list', 'choose'] as const)
      await expect(folders.answer({ act, ref: later })).rejects.toMatchObject({ code: 'not-found' });
    for (const ref of ['', home, '../..', '/etc'])
      await expect(folders.answer({ act: 'list', ref })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('starts at the home folder, and takes for media only what is a disk of its own', () => {
    expect(topFolders()[0]?.name).toBe('Home');
    expect(startedFrom(join(home, 'Cases'), home)).toEqual([
      { name: 'Cases (started from here)', path: join(home, 'Cases') },
    ]);
    expect([home, outside].flatMap((path) => startedFrom(path, home))).toEqual([]);
    expect(mountedIn(home)).toEqual([]);
    expect(mountedIn(join(home, 'gone'))).toEqual([]);
    if (process.platform === 'linux') expect(mountedIn('/').map(({ name }) => name)).toContain('proc');
  });
});
