const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe to stand in HTML, in an element and in a quoted attribute alike. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] as string);

/** Like a template literal, but every value is escaped unless it came from {@link raw}. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Raw {
  const text = parts.map((part, i) => part + (i < values.length ? render(values[i]) : ''));
  return raw(text.join(''));
}

/** Text that is HTML already. */
export type Raw = { readonly html: string };

type HtmlValue = string | number | Raw | readonly Raw[] | null | undefined;

/** Marks HTML made here as safe to embed. */
export const raw = (text: string): Raw => ({ html: text });

function render(value: HtmlValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object')
    return 'html' in value ? value.html : value.map((item) => item.html).join('');
  return escapeHtml(String(value));
}
