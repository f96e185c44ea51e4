import { Checkbox, Switch } from '@blueprintjs/core';
import type { Input } from '../../../shared/contract/commands.ts';
import { LANGUAGE_NAMES, OcrLanguage } from '../../../shared/contract/ocr.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { showError } from '../../ui/toaster.ts';

/** Whether the text of pictures is read by itself, and in what languages. */
export function Reading() {
  const { data } = useRead('vault.profile', {});
  const save = useWrite('vault.setProfile');
  if (!data) return null;
  const { readPictures, readLanguages } = data;
  const change = (next: Input<'vault.setProfile'>): void => save.mutate(next, { onError: showError });
  const toggle = (code: OcrLanguage): void => {
    const next = readLanguages.includes(code)
      ? readLanguages.filter((known) => known !== code)
      : [...readLanguages, code];
    change({ readLanguages: next });
  };
  return (
    <section className="rt-column" aria-label="Text in pictures">
      <Switch
        label="Read the text of pictures"
        checked={readPictures}
        disabled={save.isPending}
        onChange={() => change({ readPictures: !readPictures })}
      />
      <p className="rt-muted">
        When a case is opened and after each import, in the background and on this machine alone. What was read can be
        searched; it may hold mistakes, and the picture is what counts.
      </p>
      <fieldset className="rt-vault-languages">
        <legend>Languages</legend>
        {OcrLanguage.options.map((code) => (
          <Checkbox
            key={code}
            label={LANGUAGE_NAMES[code]}
            checked={readLanguages.includes(code)}
            disabled={save.isPending || (readLanguages.length === 1 && readLanguages.includes(code))}
            onChange={() => toggle(code)}
          />
        ))}
      </fieldset>
      <p className="rt-muted">
        Each further language makes reading slower. Pictures read before stay as they are; “Run OCR again” beside a
        picture reads it in the languages chosen here. Other scripts are not read.
      </p>
    </section>
  );
}
