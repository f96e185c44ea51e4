import sax from 'sax';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Name of the element that it stands in; empty for the first. */
  readonly within: string;
  text: string;
}

/** The elements of an XML text in their order. @throws Error where it is not well-formed */
export async function elementsOf(xml: string): Promise<XmlElement[]> {
  const parser = sax.parser(true);
  const all: XmlElement[] = [];
  const open: XmlElement[] = [];
  parser.onopentag = ({ name, attributes }) => {
    const element = {
      name,
      attributes: attributes as Record<string, string>,
      within: open.at(-1)?.name ?? '',
      text: '',
    };
    all.push(element);
    open.push(element);
  };
  parser.ontext = (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  };
  parser.onclosetag = () => void open.pop();
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
  return all;
}
