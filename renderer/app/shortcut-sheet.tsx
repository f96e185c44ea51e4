import { Dialog, DialogBody } from '@blueprintjs/core';
import { useAllActions } from '../state/actions.ts';
import { Keys } from '../state/keys.tsx';

/** Every shortcut that works on the present screen, read from the registered actions. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const actions = useAllActions().flat();
  const groups = Map.groupBy(
    actions.filter((action) => action.shortcut),
    (action) => action.group,
  );
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts" className="rt-sheet">
      <DialogBody>
        <div className="rt-sheet-groups">
          {[...groups].map(([group, listed]) => (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              <dl>
                {listed.map((action) => (
                  <div key={action.id} className="rt-sheet-line">
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
