import { Button, NonIdealState } from '@blueprintjs/core';
import { Component, type ReactNode } from 'react';

/** Keeps a fault of one screen from taking the whole window with it. Nothing stored is lost: every change was saved as it was made. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="rt-screen">
        <NonIdealState
          icon="issue"
          title="This screen stopped working"
          description="A fault of the program. What was saved before is safe; the rest of the window can be used."
          action={<Button text="Show the screen again" onClick={() => this.setState({ failed: false })} />}
        />
      </main>
    );
  }
}
