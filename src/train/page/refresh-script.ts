/**
 * Shows a page anew when its file has changed, at the place and with the tabs that were looked at. From a server the
 * file's date is asked for; from a disk no script may, so there it is loaded again every minute in which nobody
 * touches it. Plain browser JavaScript, embedded as it stands.
 */
export const REFRESH_SCRIPT = `
'use strict';
{
  const KEY = 'worldwright ' + location.pathname;
  const remembered = JSON.parse(sessionStorage.getItem(KEY) || 'null');
  if (remembered) {
    for (const id of remembered.tabs) document.getElementById(id)?.click();
    scrollTo({ top: remembered.top, behavior: 'instant' });
  }
  const again = () => {
    const tabs = [...document.querySelectorAll('.tabs > input:checked')].map((input) => input.id);
    sessionStorage.setItem(KEY, JSON.stringify({ tabs, top: scrollY }));
    location.reload();
  };
  let touched = 0;
  for (const name of ['pointerdown', 'keydown', 'input']) addEventListener(name, () => { touched = Date.now(); });
  const date = () => fetch(location.href, { method: 'HEAD', cache: 'no-store' })
    .then((answer) => answer.headers.get('last-modified') || answer.headers.get('etag'), () => null);
  if (location.protocol === 'file:') {
    setInterval(() => { if (!document.hidden && Date.now() - touched > 30000) again(); }, 60000);
  } else {
    date().then((first) => setInterval(async () => {
      const now = await date();
      if (now !== null && now !== first && Date.now() - touched > 5000) again();
    }, 10000));
  }
}
`;
