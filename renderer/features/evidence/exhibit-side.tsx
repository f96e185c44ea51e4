import { Tab, type TabId, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { useRead } from '../../client/hooks.ts';
import { formatCount } from '../../ui/format.ts';
import { ExhibitRecord } from './exhibit-record.tsx';
import { PictureFactsView, SimilarPictures } from './picture-facts.tsx';

/** Beside an exhibit: its record, and for a picture what was found out about it. Going to the next picture keeps the tab. */
export function ExhibitSide({ exhibit }: { exhibit: Exhibit }) {
  const [tab, setTab] = useState<TabId>('record');
  const record = <ExhibitRecord key={exhibit.id} exhibit={exhibit} />;
  if (!isPicture(exhibit) || exhibit.removedAt) return record;
  return (
    <Tabs id="side" className="rt-evidence-side" selectedTabId={tab} onChange={setTab} renderActiveTabPanelOnly>
      <Tab id="record" title="Record" panel={record} />
      <Tab
        id="picture"
        title={<PictureTitle exhibit={exhibit} />}
        panel={
          <div className="rt-evidence-record" key={exhibit.id}>
            <SimilarPictures exhibit={exhibit} />
            <PictureFactsView exhibit={exhibit} />
          </div>
        }
      />
    </Tabs>
  );
}

function PictureTitle({ exhibit }: { exhibit: Exhibit }) {
  const { data } = useRead('evidence.similar', { exhibitId: exhibit.id });
  return data && data.total > 0 ? `Picture details · ${formatCount(data.total)} similar` : 'Picture details';
}
