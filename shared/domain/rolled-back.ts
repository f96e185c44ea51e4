interface End {
  readonly seq: number;
  readonly at: string | null;
}

export const ROLLED_BACK_TITLE = 'This vault is not as this computer last saw it';

/** What it means that a store lacks the custody entry that this computer saw last, and what can be done: sentences. */
export function rolledBackWords({ seen, now }: { readonly seen: End; readonly now: End }): string[] {
  return [
    `When the vault was last open on this computer, its custody log ended with entry ${shown(seen)}. The store does not hold that entry; its log ended with entry ${shown(now)} when it was opened now.`,
    now.seq < seen.seq
      ? 'The store is from before: it was restored from a backup, a synchronised folder brought an older copy, or someone put back an older store. What was done in between is not in it.'
      : 'The log goes another way than the one that this computer saw: another copy of the vault was worked in, or someone rewrote the end of the log.',
    'If you restored a backup or opened another copy on purpose, nothing needs to be done. Otherwise lock the vault, keep its folder as it is, and compare it with the backups before you rely on it. The custody log records this opening and what was expected; the warning is not repeated at the next one.',
  ];
}

const shown = ({ seq, at }: End): string =>
  at === null ? String(seq) : `${seq} of ${at.slice(0, 19).replace('T', ' ')} UTC`;
