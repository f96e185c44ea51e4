import { Dialog, DialogBody } from '@blueprintjs/core';
import { Keys } from '../state/action-button.tsx';
import { type Action, useAllActions } from '../state/actions.ts';

/** Every action that has keys, by its heading. */
export const shortcutGroups = (actions: readonly (readonly Action[])[]): ReadonlyMap<string, readonly Action[]> =>
  Map.groupBy(
    actions.flat().filter((action) => action.shortcut),
    (action) => action.group,
  );

/** Every shortcut that works on the present screen, read from the registered actions. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const groups = shortcutGroups(useAllActions());
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts" className="rt-shell-sheet">
      <DialogBody>
        <div className="rt-shell-sheet-groups">
          {[...groups].map(([group, listed]) => (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              <dl>
                {listed.map((action) => (
                  <div key={action.id} className="rt-shell-sheet-line">
                    <dt>{action.label}</dt>
                    <dd>
                      <Keys shortcut={action.shortcut ?? ''} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogBody>
    </Dialog>
  );
}
