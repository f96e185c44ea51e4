import { Icon } from '@blueprintjs/core';
import { readOnlyWords } from '../../shared/domain/read-only.ts';
import { useSession } from '../state/session.ts';

/** Stands above everything for as long as a vault is open that cannot be written to. */
export function ReadOnlyBanner() {
  const { vault } = useSession();
  const why = vault?.readOnly ?? null;
  if (why === null) return null;
  return (
    <div className="rt-shell-read-only" role="status">
      <Icon icon="lock" size={14} />
      <strong>Read-only</strong>
      <span>{readOnlyWords(why)}</span>
    </div>
  );
}
