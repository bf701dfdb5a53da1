import { html, type Raw } from '../../page/html-text.ts';
import type { Report } from './report.ts';

/** A word of a command line as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** What it took: each model's time a frame, memory, machine. */
export function costTable({ run, models }: Report): Raw {
  const lines = run.predicting.flatMap(({ model, msAFrame, frames }) => {
    const facts = models.find(({ name }) => name === model);
    if (facts === undefined || facts.role === 'truth') return [];
    const provider = facts.provider ?? '–';
    return [
      html`<tr class="${facts.role}"><td>${model}</td><td>${provider}</td><td>${msAFrame < 0.1 ? msAFrame.toPrecision(1) : msAFrame.toFixed(1)}</td><td>${frames.toLocaleString('en')}</td></tr>`,
    ];
  });
  const memory = Math.round(run.peakMemoryBytes / 2 ** 20).toLocaleString('en');
  return html`<p class="aside">Time to predict a frame of one clip, or to read it where predictions came from files; without scoring. On ${run.machine}, ${run.jobs} ${run.jobs === 1 ? 'thread' : 'threads'} scoring; at most ${memory} MiB of memory.</p>
<div class="scroll"><table><thead><tr><th scope="col">Model</th><th scope="col">Ran on</th><th scope="col">ms a frame</th><th scope="col">Frames</th></tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** The command that made a report; nothing where it was made by a program. */
export const commandLine = ({ run }: Report): Raw | null =>
  run.command === null
    ? null
    : html`<h3>Command</h3><pre><code>${run.command.map(quoted).join(' ')}</code></pre>`;
