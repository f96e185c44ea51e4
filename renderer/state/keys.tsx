import { keysOf } from './keyboard.ts';

/** A shortcut as keys: "Ctrl" "Shift" "L". */
export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className="rt-keys">
      {keysOf(shortcut).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
