import { snappyUncompress } from 'hyparquet';
import { readThrift, structField, structsField, type ThriftStruct, wholeField } from './thrift.ts';

/** Largest footer, bytes; a column of a row group takes some 150. */
const MOST_FOOTER = 2 ** 22;

/** Most values of a table: 64 Mi, rows times columns times what a cell holds. */
const MOST_VALUES = 2 ** 26;

/** Most that a byte of Snappy can become: a copy of 64 bytes takes three. */
const SNAPPY_RATIO = 24;

/** Parquet's numbers for what worldwright writes. */
const [REQUIRED, REPEATED] = [0, 2];
const [DICTIONARY_PAGE, DATA_PAGE_V2] = [2, 3];
const [PLAIN, RLE, RLE_DICTIONARY] = [0, 3, 8];
/** Bits of a value, by Parquet's number for its type: BOOLEAN, INT32, FLOAT, DOUBLE. */
const BITS = new Map([
  [0, 1],
  [1, 32],
  [4, 32],
  [5, 64],
]);

const magic = (bytes: Uint8Array, at: number): boolean =>
  String.fromCharCode(...bytes.subarray(at, at + 4)) === 'PAR1';

function readFooter(bytes: Uint8Array): ThriftStruct {
  if (bytes.length < 12 || !magic(bytes, 0) || !magic(bytes, bytes.length - 4))
    throw new Error('it is no Parquet');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(bytes.length - 8, true);
  if (length > Math.min(MOST_FOOTER, bytes.length - 12))
    throw new Error(`its footer claims ${length} bytes, and it has ${bytes.length}`);
  const from = bytes.length - 8 - length;
  return readThrift(bytes.subarray(from, from + length)).struct;
}

const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : '';

/** What a column holds a row of; nothing else is written. */
type Kind = 'value' | 'list';

/** Names and kinds of the columns. */
function readSchema(footer: ThriftStruct): readonly { readonly name: string; readonly kind: Kind }[] {
  const elements = structsField(footer, 2).map(({ fields }) => ({
    name: fields.get(4),
    repetition: fields.get(3) ?? REQUIRED,
    children: fields.get(5) ?? 0,
  }));
  const columns: { readonly name: string; readonly kind: Kind }[] = [];
  for (let at = 1; at < elements.length; ) {
    const [column, list, item] = elements.slice(at, at + 3);
    const isList = column?.children === 1;
    const fits = isList
      ? list?.repetition === REPEATED && list.children === 1 && item?.repetition === REQUIRED
      : true;
    const leaf = isList ? item : column;
    if (column?.repetition !== REQUIRED || !fits || leaf?.children !== 0)
      throw new Error('its columns are nested otherwise than as values or lists of values');
    columns.push({ name: textOf(column.name), kind: isList ? 'list' : 'value' });
    at += isList ? 3 : 1;
  }
  if (elements[0]?.children !== columns.length) throw new Error('its columns are not as many as it says');
  return columns;
}

/** Makes sure that runs of repeated and of packed values are no more than there are values. */
function checkRuns(bytes: Uint8Array, bits: number, values: number): void {
  let [at, seen] = [0, 0];
  while (seen < values) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw new Error('a run of values is cut off');
      head += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const isPacked = head % 2 === 1;
    const count = isPacked ? 8 * Math.floor(head / 2) : head / 2;
    at += isPacked ? (count * bits) / 8 : Math.ceil(bits / 8);
    seen += count;
    // What is packed comes by eights.
    if (count === 0 || seen > values + (isPacked ? 7 : 0) || at > bytes.length)
      throw new Error(`a run claims ${count} of ${values} values`);
  }
}

/** A page's content, where it lies in a file, and what its header says. */
type Page = { readonly header: ThriftStruct; readonly content: Uint8Array; readonly end: number };

function readPage(bytes: Uint8Array, at: number, to: number): Page {
  const { struct: header, end: from } = readThrift(bytes.subarray(0, to), at);
  const end = from + wholeField(header, 3, 'page size');
  if (end > to) throw new Error('a page reaches beyond its column');
  return { header, content: bytes.subarray(from, end), end };
}

/** The bytes of a page's values. */
function unpack(packed: Uint8Array, size: number, isPacked: boolean): Uint8Array {
  if (size < 0 || size > (isPacked ? SNAPPY_RATIO * packed.length + 64 : packed.length))
    throw new Error(`a page of ${packed.length} bytes claims ${size}`);
  if (!isPacked) return packed;
  const values = new Uint8Array(size);
  snappyUncompress(packed, values);
  return values;
}

type Column = { readonly kind: Kind; readonly bits: number; readonly isPacked: boolean };

/** Checks the values of a data page, past its levels. */
function checkValues(page: Uint8Array, encoding: unknown, bits: number, values: number): void {
  if (values === 0) return;
  if (encoding === PLAIN) {
    if ((values * bits) / 8 <= page.length) return;
    throw new Error(`a page of ${page.length} bytes claims ${values} values`);
  }
  const [width = 33] = page;
  if (encoding === RLE && bits === 1) checkRuns(page.subarray(4), 1, values);
  else if (encoding === RLE_DICTIONARY && width <= 32) checkRuns(page.subarray(1), width, values);
  else throw new Error('a page is encoded in a way that is never written');
}

/** Checks a data page. @returns How many values it holds, with one for each list that is empty. */
function checkDataPage({ header, content }: Page, { kind, bits, isPacked }: Column): number {
  const facts = structField(header, 8, 'page header');
  const [values, empty] = [wholeField(facts, 1, 'values'), wholeField(facts, 2, 'nulls')];
  const [definition, repetition] = [wholeField(facts, 5, 'levels'), wholeField(facts, 6, 'levels')];
  const levels = definition + repetition;
  const isList = kind === 'list';
  if (empty > (isList ? values : 0) || levels > content.length || levels > 0 !== isList)
    throw new Error('the levels of a page are not those of its column');
  if (isList) {
    checkRuns(content.subarray(0, repetition), 1, values);
    checkRuns(content.subarray(repetition, levels), 1, values);
  }
  const size = wholeField(header, 2, 'page size') - levels;
  const page = unpack(content.subarray(levels), size, isPacked && facts.fields.get(7) !== false);
  checkValues(page, facts.fields.get(4), bits, values - empty);
  return values;
}

/** Checks the pages of a column of a row group: in all, they hold what the footer says. */
function checkChunk(bytes: Uint8Array, chunk: ThriftStruct, kind: Kind, rows: number): number {
  const facts = structField(chunk, 3, 'column');
  const bits = BITS.get(wholeField(facts, 1, 'type'));
  const codec = wholeField(facts, 4, 'codec');
  if (bits === undefined || codec > 1) throw new Error('a column is of a kind that is never written');
  const column = { kind, bits, isPacked: codec === 1 };
  const claimed = wholeField(facts, 5, 'values');
  if (claimed > MOST_VALUES || claimed < rows || (kind === 'value' && claimed !== rows))
    throw new Error(`a column claims ${claimed} values in ${rows} rows`);
  const data = wholeField(facts, 9, 'page offset');
  const from = facts.fields.has(11) ? wholeField(facts, 11, 'page offset') : data;
  const to = from + wholeField(facts, 7, 'column size');
  if (from < 4 || data < from || data > to || to > bytes.length)
    throw new Error('a column lies outside of the file');
  let found = 0;
  for (let at = from; at < to - 1; ) {
    const page = readPage(bytes, at, to);
    at = page.end;
    const type = page.header.fields.get(1);
    if (type === DATA_PAGE_V2) found += checkDataPage(page, column);
    else if (type === DICTIONARY_PAGE) checkDictionary(page, column);
    else throw new Error('a page is of a kind that is never written');
  }
  if (found !== claimed) throw new Error(`a column claims ${claimed} values and holds ${found}`);
  return claimed;
}

function checkDictionary({ header, content }: Page, { bits, isPacked }: Column): void {
  const values = wholeField(structField(header, 7, 'page header'), 1, 'values');
  const page = unpack(content, wholeField(header, 2, 'page size'), isPacked);
  if ((values * bits) / 8 > page.length)
    throw new Error(`a dictionary of ${page.length} bytes claims ${values} values`);
}

/**
 * Holds what a Parquet file claims against its bytes, before a reader takes memory by its word: sizes, counts, runs
 * and depths. A file of a few bytes may claim billions of rows, and a run of values any length.
 *
 * @param mostRows - That the table may have.
 * @param only - Names of the columns that will be read; all by default.
 * @throws Error in words that follow on "it is damaged:"; also for whatever worldwright does not write.
 * Source: Apache Parquet, parquet.thrift and Encodings.md.
 */
export function checkParquetClaims(bytes: Uint8Array, mostRows: number, only?: readonly string[]): void {
  const footer = readFooter(bytes);
  const columns = readSchema(footer);
  const rows = wholeField(footer, 3, 'number of rows');
  if (rows > mostRows) throw new Error(`it claims ${rows} rows, and can have ${mostRows}`);
  let [inGroups, values] = [0, 0];
  for (const group of structsField(footer, 4)) {
    const groupRows = wholeField(group, 3, 'number of rows');
    inGroups += groupRows;
    const chunks = structsField(group, 1);
    if (inGroups > rows || chunks.length !== columns.length)
      throw new Error('its row groups are not those of its table');
    for (const [i, { name, kind }] of columns.entries()) {
      const chunk = chunks[i] as ThriftStruct;
      const path = structField(chunk, 3, 'column').fields.get(3);
      if (!Array.isArray(path) || textOf(path[0]) !== name) throw new Error('its columns are out of order');
      if (only?.includes(name) ?? true) values += checkChunk(bytes, chunk, kind, groupRows);
    }
    if (values > MOST_VALUES) throw new Error(`it claims more than ${MOST_VALUES} values`);
  }
  if (inGroups !== rows) throw new Error(`it claims ${rows} rows and holds ${inGroups}`);
}
