import { html, type Raw } from './html-text.ts';
import { MAX_TABS } from './page-style.ts';

/** One tab: its label and what it shows. */
export type Tab = { readonly label: string; readonly content: Raw };

/** A row of tabs that needs no script. More than {@link MAX_TABS} are left out. */
export function tabs(name: string, label: string, items: readonly Tab[]): Raw {
  const shown = items.slice(0, MAX_TABS);
  if (shown.length === 1) return (shown[0] as Tab).content;
  const inputs = shown.map(
    (item, i) =>
      html`<input type="radio" name="${name}" id="${name}-${i}" aria-label="${item.label}"${i === 0 ? CHECKED : null}>`,
  );
  const labels = shown.map((item, i) => html`<label for="${name}-${i}">${item.label}</label>`);
  const panes = shown.map((item) => html`<div class="pane" data-label="${item.label}">${item.content}</div>`);
  return html`<div class="tabs" role="group" aria-label="${label}">${inputs}<div class="bar">${labels}</div><div class="panes">${panes}</div></div>`;
}

const CHECKED: Raw = { html: ' checked' };
