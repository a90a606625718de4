import type { Page, PreferenceView } from './contract.ts';
import { escapeHtml } from './escape-html.ts';
import { LANGUAGES, wordsIn } from './words.ts';

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{padding:.5rem;border-bottom:1px solid #8886;text-align:center}
th[scope=row],th:first-child{text-align:start}input{width:1.4rem;height:1.4rem}button,select{font:inherit;padding:.5rem 1rem;margin:.25rem .5rem .25rem 0}
.wide{overflow-x:auto}.note{font-size:.85rem}label.cell{display:inline-block;min-width:2rem;min-height:2rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}[role=status]{border-inline-start:.3rem solid #2a7;padding:.5rem 1rem}`;

/** Writes the page on which a customer chooses; it needs no script. */
export function preferencePage(view: PreferenceView, nonce: string, isSaved: boolean): Page {
  const words = wordsIn(view.language);
  const heads = view.channels.map(({ title }) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
  const rows = view.purposes.map(({ name, says }) => {
    const cells = view.channels.map((channel) => {
      const said = says[channel.name];
      const box = `<input type="checkbox" name="on" value="${escapeHtml(`${channel.name}:${name}`)}"${said === 'no' ? '' : ' checked'}>`;
      const label = `<span class="hidden">${escapeHtml(`${name}, ${channel.title}`)}</span>`;
      const note = said === 'waits' ? `<br><span class="note">${escapeHtml(words.waits)}</span>` : '';
      return `<td><label class="cell">${label}${box}</label>${note}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(name)}</th>${cells.join('')}</tr>`;
  });
  const options = view.languages.map(
    (code) =>
      `<option value="${code}" lang="${code}"${code === view.language ? ' selected' : ''}>${escapeHtml(LANGUAGES[code] ?? code)}</option>`,
  );
  return pageOf(view.language, words.title, nonce, [
    isSaved ? `<p role="status">${escapeHtml(words.saved)}</p>` : '',
    `<p>${escapeHtml(view.sender)}. ${escapeHtml(words.intro)}</p><form method="post">`,
    `<div class="wide"><table><thead><tr><th scope="col">${escapeHtml(words.purpose)}</th>${heads}</tr></thead>`,
    `<tbody>${rows.join('')}</tbody></table></div>`,
    `<p><label>${escapeHtml(words.language)} <select name="language">${options.join('')}</select></label></p>`,
    `<button name="do" value="save">${escapeHtml(words.save)}</button>`,
    `<button name="do" value="nothing">${escapeHtml(words.nothing)}</button></form>`,
  ]);
}

/** Writes a page that says one thing, and may ask for a click. */
export function wordPage(
  language: string,
  nonce: string,
  said: { title: string; text: string; button?: string },
): Page {
  const form =
    said.button === undefined ? '' : `<form method="post"><button>${escapeHtml(said.button)}</button></form>`;
  return pageOf(language, said.title, nonce, [`<p>${escapeHtml(said.text)}</p>`, form]);
}

function pageOf(language: string, title: string, nonce: string, parts: readonly string[]): Page {
  const head = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`;
  const html = `${head}<title>${escapeHtml(title)}</title><style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>${parts.join('')}</main></body></html>`;
  return { html, nonce };
}
