import { Button, Callout } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Size } from '../../../shared/domain/board-layout.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { pinExhibit } from './put-on-board.ts';

/** What a result or a chart was saved as, with what comes next. @param size of the exhibit on a board */
export function SavedNotice({ exhibit, size }: { exhibit: Exhibit; size: Size }) {
  const { go } = useNavigation();
  const pin = async (): Promise<void> => {
    try {
      const done = await pinExhibit(exhibit.caseId, exhibit.id, size);
      showToast({
        message: done === 'pinned' ? `${exhibit.label} is on the board.` : `${exhibit.label} was on the board already.`,
        action: { text: 'Show board', onClick: () => go({ screen: 'board', focus: exhibit.id }) },
      });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Callout compact intent="success" className="rt-data-result-notice">
      Saved as {exhibit.label}, {exhibit.title}.
      <Button
        size="small"
        variant="minimal"
        text="Show"
        onClick={() => go({ screen: 'evidence', focus: exhibit.id })}
      />
      <Changes>
        <Button size="small" variant="minimal" text="Pin to board" onClick={() => void pin()} />
      </Changes>
    </Callout>
  );
}
