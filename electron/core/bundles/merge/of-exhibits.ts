import { exhibitLabel } from '../../../../shared/domain/labels.ts';
import { EXHIBITS_SECTION } from '../../bundle-part.ts';
import { apart, joined, type Kind, made, PER_EXHIBIT, rows, text } from './taken.ts';
import { type Documents, isFields } from './translate.ts';

/** Exhibits by the numbers that the names of their documents carry. */
const byLabel = (documents: Documents): Map<string, string> =>
  new Map(rows(documents.get(EXHIBITS_SECTION)).map(({ id, number }) => [exhibitLabel(Number(number)), text(id)]));

function* ofExhibits(documents: Documents, of: string): IterableIterator<[exhibit: string, document: unknown]> {
  const ids = byLabel(documents);
  for (const [name, document] of documents) {
    const [, folder, label = ''] = PER_EXHIBIT.exec(name) ?? [];
    if (folder === of) yield [ids.get(label) ?? label, document];
  }
}

export const datasets: Kind = {
  name: 'dataset',
  documents: [EXHIBITS_SECTION, 'roles.json'],
  partial: true,
  label: null,
  needs: () => [],
  list: (documents) => {
    const roles = rows(documents.get('roles.json'));
    return apart(
      [...ofExhibits(documents, 'datasets')].flatMap(([exhibit, document]) =>
        rows(document).map((self) => {
          const certificate = isFields(self.certificate) ? self.certificate : {};
          const readings = rows(certificate.columns).flatMap(({ name, reading }) =>
            isFields(reading) && ['by a person', 'by profile'].includes(text(reading.sure))
              ? [[name, reading.reading]]
              : [],
          );
          const set = roles.find((each) => each.exhibit === exhibit && each.view === self.view)?.roles ?? [];
          return made(self, {
            id: () => joined(exhibit, self.part),
            title: () => text(self.view),
            fields: () => ({
              view: self.view,
              dialect: certificate.dialect,
              readings,
              roles: set,
              origin: self.origin,
            }),
            under: () => exhibit,
          });
        }),
      ),
    );
  },
};

/** One table has one mapping: two that differ are a conflict of the two sides. */
export const transferMappings: Kind = {
  name: 'transfer mapping',
  documents: ['transfers.json'],
  partial: true,
  label: null,
  needs: ({ exhibit }) => [exhibit],
  list: (documents) =>
    apart(
      rows(documents.get('transfers.json')).map((self) =>
        made(self, {
          id: () => joined(self.exhibit, self.view),
          title: () => text(self.view),
          fields: ['mapping', 'profile'],
          under: () => text(self.exhibit),
        }),
      ),
    ),
};

export const attachments: Kind = {
  name: 'attachment',
  documents: [EXHIBITS_SECTION],
  partial: true,
  label: null,
  list: (documents) =>
    [...ofExhibits(documents, 'attachments')].flatMap(([exhibit, document]) =>
      rows(document).map((self) =>
        made(self, {
          id: () => joined(exhibit, self.mailId, self.message, self.part),
          title: () => `Message ${text(self.message)}, part ${text(self.part)}`,
          under: () => exhibit,
        }),
      ),
    ),
};
