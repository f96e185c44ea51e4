import { Fault } from '../../../shared/contract/errors.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { Permissions } from '../../../shared/contract/reports.ts';
import type { Core } from '../context.ts';
import type { Session } from '../vault/session.ts';
import { checkPassword } from './pdf/encryption.ts';
import type { Occasion } from './resolve/material.ts';

export const occasionOf = (core: Core, session: Session, edition: Edition, printedAt: string): Occasion => ({
  edition,
  printedAt,
  zone: core.zone,
  preparedBy: session.investigator,
  program: `Redthread, ${core.program}`,
  unrecorded: session.readOnly !== null,
});

/** "2026-11-22" where the reader of the file name is. */
export const dateIn = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );

export const ALL_ALLOWED: Permissions = { print: true, copy: true };

interface Locks {
  readonly password?: string | undefined;
  readonly ownerPassword?: string | undefined;
  readonly permissions?: Permissions | undefined;
}

/** @throws Fault `bad-request` for an owner's password or permissions that no password of the reader goes with */
export function checkLocks({ password, ownerPassword, permissions }: Locks): void {
  if (password !== undefined) checkPassword(password);
  if (password === undefined && (ownerPassword !== undefined || permissions !== undefined))
    throw new Fault('bad-request', 'Permissions hold for a PDF with a password only: give one for its reader too.');
  if (ownerPassword === undefined) return;
  checkPassword(ownerPassword);
  if (ownerPassword === password)
    throw new Fault(
      'bad-request',
      'The owner’s password is that of the reader, so it would protect nothing. Choose another one.',
    );
}
