import { useEffect, useState } from 'react';
import type { ExhibitId } from '../../shared/contract/values.ts';
import { call } from '../client/call.ts';
import { messageOf } from '../ui/toaster.ts';

/** The safe rendition of an image as an object URL. Held only while it is shown, for it may be 32 MiB. */
export function usePicture(exhibitId: ExhibitId, wanted: boolean) {
  const [shown, setShown] = useState<{ url: string | null; problem: string | null }>({ url: null, problem: null });
  useEffect(() => {
    if (!wanted) return;
    let url: string | null = null;
    let current = true;
    call('evidence.content', { exhibitId, variant: 'picture' }).then(
      ({ bytes, mediaType }) => {
        if (!current) return;
        url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: mediaType }));
        setShown({ url, problem: null });
      },
      (error: unknown) => current && setShown({ url: null, problem: messageOf(error) }),
    );
    return () => {
      current = false;
      if (url) URL.revokeObjectURL(url);
      setShown({ url: null, problem: null });
    };
  }, [exhibitId, wanted]);
  return shown;
}
