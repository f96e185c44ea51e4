import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import { runJob } from '../../client/call.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { showError } from '../../ui/toaster.ts';

/** Builds the labelled synthetic sample case in this vault and opens it. */
export function SampleButton() {
  const { openCase } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const build = async (): Promise<void> => {
    setBusy(true);
    try {
      openCase((await runJob('sample.build', {})).caseId);
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return <Button icon="lab-test" text="Open the sample case" loading={busy} onClick={build} />;
}
