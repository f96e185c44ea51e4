import './help.css';
import { Button, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import { keep } from '../../state/desk.ts';
import { found } from './topics.ts';

/** The help inside the program: searched as one types, without any connection. */
export function HelpDialog({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const [words, setWords] = useState('');
  const topics = found(words);
  return (
    <Dialog isOpen onClose={onClose} title="Help" className="rt-help">
      <DialogBody>
        <div className="rt-column">
          <InputGroup
            autoFocus
            leftIcon="search"
            aria-label="Search the help"
            placeholder="Search the help"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <div role="status" className="rt-visually-hidden">
            {topics.length} topics
          </div>
          {topics.length === 0 && (
            <p className="rt-muted">No topic has these words. Try one word, such as “request”.</p>
          )}
          {topics.map(({ id, title, says }) => (
            <section key={id} aria-label={title}>
              <h3>{title}</h3>
              {says.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </section>
          ))}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button
              text="Show the guide of requests again"
              onClick={() => {
                keep('vault', 'guide', { dismissed: false });
                onClose();
              }}
            />
            <Button icon="key-command" text="Keyboard shortcuts" onClick={onShortcuts} />
            <Button intent="primary" text="Close" onClick={onClose} />
          </>
        }
      />
    </Dialog>
  );
}
