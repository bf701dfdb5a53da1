import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { robotError } from './robot-error.ts';

/** An element of an XML file. */
export type XmlElement = {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** What stands directly in it. */
  readonly text: string;
};

/** Longest URDF that is read, characters. */
const MAX_TEXT = 8_000_000;

/**
 * The top element of an XML text. Entities and document types are refused: they could name files, or grow
 * without end.
 *
 * @throws {@link ToolkitError} `robot/invalid`.
 */
export function readXml(text: string, source: string): XmlElement {
  if (text.length > MAX_TEXT) {
    const rule = `a URDF must be at most ${MAX_TEXT} characters long, got ${text.length}.`;
    throw robotError(source, rule, 'Check that this is a URDF file.');
  }
  const bare = text.replace(/^\uFEFF/, '').replace(/<!--[\s\S]*?-->/g, '');
  const declared = /<!\s*(DOCTYPE|ENTITY)/i.exec(bare)?.[1];
  if (declared !== undefined) {
    const rule = `must not declare XML entities or a document type, got <!${declared.toUpperCase()}.`;
    throw robotError(source, rule, 'Remove the declaration and write its text out.');
  }
  const valid = XMLValidator.validate(bare);
  if (valid !== true) {
    const { msg, line } = valid.err;
    throw robotError(
      source,
      `must be XML, got in line ${line}: ${msg.replace(/\.$/, '')}.`,
      'Correct the XML.',
    );
  }
  const [top] = elements(PARSER.parse(bare) as Parsed);
  if (top === undefined) throw robotError(source, 'must hold an element, got none.', 'Check the file.');
  return top;
}

const ATTRIBUTES = ':@';

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  htmlEntities: false,
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** What the parser gives: a list of objects of one tag each, its attributes beside it. */
type Parsed = readonly Readonly<Record<string, unknown>>[];

function elements(nodes: Parsed): readonly XmlElement[] {
  return nodes.flatMap((node) => {
    const tag = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (tag === undefined || tag === '#text') return [];
    const attributes = (node[ATTRIBUTES] ?? {}) as Record<string, string>;
    const inside = node[tag] as Parsed;
    const text = inside.map((one) => one['#text'] ?? '').join('');
    return [{ tag, attributes, children: elements(inside), text }];
  });
}

/** The first child of that tag. */
export const child = (element: XmlElement, tag: string): XmlElement | undefined =>
  element.children.find((one) => one.tag === tag);

/** All children of that tag. */
export const childrenOf = (element: XmlElement, tag: string): readonly XmlElement[] =>
  element.children.filter((one) => one.tag === tag);
