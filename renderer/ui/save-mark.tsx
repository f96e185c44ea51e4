import type { SaveState } from './autosave.ts';

const WORDS: Record<SaveState, string> = {
  saved: 'All changes saved',
  waiting: 'Not saved yet',
  saving: 'Saving',
  failed: 'Not saved',
};

/** Says whether what is on screen is in the vault. */
export function SaveMark({ state, problem }: { state: SaveState; problem: string }) {
  return (
    <span role="status" className={state === 'failed' ? 'rt-danger' : 'rt-muted'}>
      {WORDS[state]}
      {state === 'failed' && `: ${problem}`}
    </span>
  );
}
